//! Images: uploads are sanitized and scaled down, and generated avatars replace missing ones.

mod avatar;
mod truncation;

use crate::error::Code;
use std::{io::Cursor, panic::catch_unwind};

use image::{
    DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits,
    codecs::{jpeg::JpegEncoder, png::PngEncoder},
};

pub use avatar::{avatar_svg, initials};

/// Maximum size of an upload in bytes.
pub const MAX_BYTES: usize = 10 * 1024 * 1024;
/// Maximum number of pixels of an upload; enough for phone cameras.
pub const MAX_PIXELS: u64 = 50_000_000;
/// Maximum side length of a stored image.
pub const MAX_SIDE: u32 = 1024;
/// Memory limit for decoding: enough for 50 megapixels with four 8-bit channels.
const MAX_MEMORY: u64 = 256 * 1024 * 1024;
/// Larger lossless images are photographs and stored as JPEG.
const MAX_LOSSLESS_BYTES: usize = 512 * 1024;
const JPEG_QUALITY: u8 = 90;

/// An image that is safe to serve: re-encoded, containing only pixels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// The encoded image.
    pub bytes: Vec<u8>,
    /// `image/png` or `image/jpeg`.
    pub media_type: &'static str,
    /// In pixels, at most [`MAX_SIDE`].
    pub width: u32,
    /// In pixels, at most [`MAX_SIDE`].
    pub height: u32,
}

/// Why an upload was rejected. The text is shown to the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImageProblem {
    #[error("The file is larger than 10 MiB.")]
    TooManyBytes,
    #[error("The image is too large: more than 50 megapixels.")]
    TooManyPixels,
    #[error("The file must be a PNG, JPEG, GIF, or WebP image.")]
    UnsupportedType,
    #[error("The image is corrupt or incomplete.")]
    Damaged,
}

impl ImageProblem {
    /// Clerk's error code.
    pub fn code(self) -> Code {
        match self {
            Self::TooManyBytes | Self::TooManyPixels => Code::ImageTooLarge,
            Self::UnsupportedType | Self::Damaged => Code::RequestBodyInvalid,
        }
    }
}

impl From<ImageError> for ImageProblem {
    fn from(error: ImageError) -> Self {
        match error {
            ImageError::Limits(_) => Self::TooManyPixels,
            ImageError::Unsupported(_) => Self::UnsupportedType,
            _ => Self::Damaged,
        }
    }
}

/// Decodes an upload regardless of its name and type, applies its orientation, scales it down and re-encodes it, which
/// removes everything else (location, appended files, scripts). Only the first frame of an animation is kept.
///
/// Takes up to a second and 256 MiB for the largest uploads: run it on the blocking pool, with limited concurrency.
pub fn process(bytes: &[u8]) -> Result<Image, ImageProblem> {
    if bytes.len() > MAX_BYTES {
        return Err(ImageProblem::TooManyBytes);
    }
    let format = image::guess_format(bytes).map_err(|_| ImageProblem::UnsupportedType)?;
    if format == ImageFormat::Jpeg && truncation::is_truncated_jpeg(bytes) {
        return Err(ImageProblem::Damaged);
    }
    let picture = small(decode_safely(bytes, format)?);
    let lossless = matches!(format, ImageFormat::Png | ImageFormat::Gif);
    encode(&picture, lossless)
}

/// Some decoders panic on crafted files, such as `image-webp` 0.2.4 on an animation whose transparent frame is larger
/// than its canvas. Only the input bytes survive the panic, and these are never modified.
fn decode_safely(bytes: &[u8], format: ImageFormat) -> Result<DynamicImage, ImageProblem> {
    catch_unwind(|| decode(bytes, format)).unwrap_or(Err(ImageProblem::Damaged))
}

fn decode(bytes: &[u8], format: ImageFormat) -> Result<DynamicImage, ImageProblem> {
    if !matches!(format, ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::Gif | ImageFormat::WebP) {
        return Err(ImageProblem::UnsupportedType);
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    // Only the header has been read, so no memory has been allocated for the image yet.
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_PIXELS || decoder.total_bytes() > MAX_MEMORY {
        return Err(ImageProblem::TooManyPixels);
    }
    let orientation = decoder.orientation()?;
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn small(picture: DynamicImage) -> DynamicImage {
    if picture.width().max(picture.height()) <= MAX_SIDE {
        return picture;
    }
    picture.thumbnail(MAX_SIDE, MAX_SIDE)
}

fn encode(picture: &DynamicImage, lossless: bool) -> Result<Image, ImageProblem> {
    let (width, height) = (picture.width(), picture.height());
    let transparent = is_transparent(picture);
    if transparent || lossless {
        let bytes = png(picture, transparent)?;
        if transparent || bytes.len() <= MAX_LOSSLESS_BYTES {
            return Ok(Image { bytes, media_type: "image/png", width, height });
        }
    }
    let mut bytes = Vec::new();
    picture.to_rgb8().write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY))?;
    Ok(Image { bytes, media_type: "image/jpeg", width, height })
}

fn is_transparent(picture: &DynamicImage) -> bool {
    picture.has_alpha() && picture.to_rgba8().pixels().any(|pixel| pixel.0[3] < u8::MAX)
}

fn png(picture: &DynamicImage, transparent: bool) -> Result<Vec<u8>, ImageError> {
    let mut bytes = Vec::new();
    let encoder = PngEncoder::new(&mut bytes);
    if transparent {
        picture.to_rgba8().write_with_encoder(encoder)?;
    } else {
        picture.to_rgb8().write_with_encoder(encoder)?;
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests;
