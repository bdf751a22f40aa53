//! The clients' methods and the request types that the crate re-exports, both generated from the contract's list of resources.

/// Generates one method per resource, named as its module in the contract.
macro_rules! methods {
    (@on $Client:ty: $(#[$group:meta] {$($(#[doc = $about:literal])* $name:ident: $Resource:ident $(, $requests:ident)?;)*})*) => {$(
        #[$group]
        impl $Client {$(
            $(#[doc = $about])*
            pub fn $name(&self) -> housekey_contract::backend::$name::$Resource<'_, Self> {
                housekey_contract::backend::$name::$Resource::on(self)
            }
        )*}
    )*};
    ($($groups:tt)*) => {
        methods!(@on crate::Client: $($groups)*);
        #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
        methods!(@on crate::blocking::Client: $($groups)*);
    };
}
housekey_contract::resources!(methods);

/// Re-exports the request types of each group.
macro_rules! requests {
    ($(#[$group:meta] {$($(#[doc = $about:literal])* $name:ident: $Resource:ident $(, $requests:ident)?;)*})*) => {
        $($($(
            #[$group]
            pub use housekey_contract::backend::$name::$requests::*;
        )?)*)*
    };
}
