/// Turns the rows of a resource into operations; see the crate documentation.
///
/// It knows names, methods, paths and types, but nothing about fields.
macro_rules! operations {
    (
        $(#[doc = $about:literal])*
        $resource:ident {$(
            $(#[doc = $doc:literal])*
            $(#[deprecated = $why:literal])?
            $name:ident($($id:ident: $Id:ty),*): $method:ident $path:literal $(, $Request:ident)? -> $($Answer:ident)::+ $(<$Item:ident>)?;
        )*}
        $(with $($Wire:ident),+)?
    ) => { pastey::paste! {
        $(#[doc = $about])*
        #[derive(Clone, Copy, Debug)]
        pub struct $resource<'c, C> {
            carrier: &'c C,
        }

        impl<'c, C: $crate::Carrier> $resource<'c, C> {
            /// The operations of this resource, sent by `carrier`.
            pub fn on(carrier: &'c C) -> Self {
                Self { carrier }
            }

            $(
                $(#[doc = $doc])*
                #[doc = ""]
                #[doc = operations!(@answers $($Answer)::+ $(<$Item>)?)]
                #[doc = ""]
                #[doc = concat!("`", stringify!([<$method:upper>]), " /v1", $path, "`")]
                $(#[deprecated = $why])?
                pub fn $name(&self $(, $id: impl Into<$Id>)* $(, request: $Request)?) -> C::Call<[<$name:camel>]> {
                    self.carrier.call([<$name:camel>] { $($id: $id.into(),)* $(request: { let request: $Request = request; request },)? })
                }
            )*
        }

        $(
            // Documentation and example are on the method, because doc examples should run only once.
            #[doc = concat!("The operation of [`", stringify!($resource), "::", stringify!($name), "`].")]
            #[derive(Clone, Debug)]
            pub struct [<$name:camel>] {
                $(
                    #[doc = concat!("`", stringify!($id), "` of the path.")]
                    pub $id: $Id,
                )*
                $(
                    /// The fields in the query or the body.
                    pub request: $Request,
                )?
            }

            impl $crate::Operation for [<$name:camel>] {
                const META: $crate::Meta = $crate::Meta {
                    resource: stringify!($resource),
                    name: stringify!($name),
                    method: $crate::Method::$method,
                    path: $path,
                    deprecated: false $(|| !$why.is_empty())?,
                };
                type Path = ($($Id,)*);
                type Request = operations!(@request $($Request)?);
                type Answer = $($Answer)::+ $(<$Item>)?;

                fn path(&self) -> String {
                    $crate::codec::path($path, &[$(AsRef::<str>::as_ref(&self.$id)),*])
                }

                fn request(&self) -> &Self::Request {
                    operations!(@borrow self $($Request)?)
                }

                fn from_parts(path: &mut $crate::PathValues, request: Self::Request) -> Self {
                    let _ = (&path, &request); // a row may lack ids or fields
                    Self {
                        $($id: path.next_value().into(),)*
                        $(request: { let request: $Request = request; request },)?
                    }
                }

                fn into_parts(self) -> (Self::Path, Self::Request) {
                    (($(self.$id,)*), operations!(@take self $($Request)?))
                }
            }
        )*

        $(
            /// The request types of this resource.
            pub mod requests {
                pub use super::{$($Wire),+};
            }
        )?
        $($(
            // Fails to compile where a row's request is not in the list.
            const _: Option<requests::$Request> = None;
        )?)*

        /// Calls `visitor` with every operation of this resource.
        pub fn visit<V: $crate::Visitor>(visitor: &mut V) {
            $(visitor.operation::<[<$name:camel>]>();)*
        }
    }};
    (@answers NoContent) => { "Answers nothing: the status is 204." };
    (@answers Accepted) => { "Answers nothing: the status is 202, and the work is done soon after." };
    (@answers Vec<$Item:ident>) => { concat!("Answers a list of [`", stringify!($Item), "`]s.") };
    (@answers $List:ident<$Item:ident>) => {
        concat!("Answers a [`", stringify!($List), "`] of [`", stringify!($Item), "`]s.")
    };
    (@answers $module:ident::$Answer:ident) => {
        concat!("Answers the [`", stringify!($Answer), "`](", stringify!($module), "::", stringify!($Answer), ").")
    };
    (@answers $Answer:ident) => { concat!("Answers the [`", stringify!($Answer), "`].") };
    (@request) => { () };
    (@request $Request:ident) => { $Request };
    (@borrow $operation:ident) => { &() };
    (@borrow $operation:ident $Request:ident) => { &$operation.request };
    (@take $operation:ident) => { () };
    (@take $operation:ident $Request:ident) => { $operation.request };
}
pub(crate) use operations;

#[cfg(test)]
mod tests {
    #[test]
    fn the_documentation_of_a_method_says_what_it_answers() {
        assert_eq!(operations!(@answers User), "Answers the [`User`].");
        assert_eq!(operations!(@answers object::Jwks), "Answers the [`Jwks`](object::Jwks).");
        assert_eq!(operations!(@answers Vec<User>), "Answers a list of [`User`]s.");
        assert_eq!(operations!(@answers Page<Role>), "Answers a [`Page`] of [`Role`]s.");
        assert_eq!(operations!(@answers NoContent), "Answers nothing: the status is 204.");
    }
}
