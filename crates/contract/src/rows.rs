/// Turns the rows of a resource into operations; see the crate documentation.
///
/// It knows names, methods, paths and types, but nothing about fields.
macro_rules! operations {
    (
        $(#[doc = $about:literal])*
        $resource:ident {$(
            $(#[doc = $doc:literal])*
            $(#[deprecated = $why:literal])?
            $name:ident($($id:ident: $Id:ty),*): $method:ident $path:literal $(, $Request:ident)? -> $Answer:ty;
        )*}
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
                type Answer = $Answer;

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

        /// Calls `visitor` with every operation of this resource.
        pub fn visit<V: $crate::Visitor>(visitor: &mut V) {
            $(visitor.operation::<[<$name:camel>]>();)*
        }
    }};
    (@request) => { () };
    (@request $Request:ident) => { $Request };
    (@borrow $operation:ident) => { &() };
    (@borrow $operation:ident $Request:ident) => { &$operation.request };
    (@take $operation:ident) => { () };
    (@take $operation:ident $Request:ident) => { $operation.request };
}
pub(crate) use operations;
