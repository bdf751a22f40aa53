use image::{Frame, ImageBuffer, Rgb, Rgba, RgbaImage, codecs::gif::GifEncoder};
use proptest::prelude::*;

use super::*;

const RED: Rgba<u8> = Rgba([255, 0, 0, 255]);
const BLUE: Rgba<u8> = Rgba([0, 0, 255, 255]);

/// Left half red, right half blue.
fn flag(width: u32, height: u32) -> DynamicImage {
    let pixel = |x, _| if x < width / 2 { RED } else { BLUE };
    DynamicImage::ImageRgba8(ImageBuffer::from_fn(width, height, pixel))
}

/// Every pixel has a different colour, as in a photograph.
fn noise(width: u32, height: u32) -> DynamicImage {
    let shade = |x: u32, y: u32, by: u32| {
        (x.wrapping_mul(by).wrapping_add(y.wrapping_mul(2_654_435_761)) >> 13).to_le_bytes()[0]
    };
    let pixel = |x, y| Rgb([shade(x, y, 40_503), shade(x, y, 30_011), shade(x, y, 50_021)]);
    DynamicImage::ImageRgb8(ImageBuffer::from_fn(width, height, pixel))
}

fn file(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let picture = if format == ImageFormat::Jpeg { picture.to_rgb8().into() } else { picture.clone() };
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn read(image: &Image) -> RgbaImage {
    let picture = image::load_from_memory(&image.bytes).unwrap();
    assert_eq!((picture.width(), picture.height()), (image.width, image.height));
    picture.to_rgba8()
}

fn is_red(pixel: Rgba<u8>) -> bool {
    pixel.0[0] > 200 && pixel.0[2] < 50
}

/// A JPEG with a segment right after its start marker.
fn jpeg_with_segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let jpeg = file(&flag(64, 32), ImageFormat::Jpeg);
    let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, marker], &length, content, &jpeg[2..]].concat()
}

/// EXIF data with an orientation of 90 degrees.
fn turned() -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08".to_vec();
    exif.extend(b"\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0");
    exif
}

/// A PNG that consists only of a header.
fn png_header(width: u32, height: u32, bit_depth: u8) -> Vec<u8> {
    let mut chunk = b"IHDR".to_vec();
    chunk.extend(width.to_be_bytes().into_iter().chain(height.to_be_bytes()));
    chunk.extend([bit_depth, 6, 0, 0, 0]);
    let crc = crc32(&chunk);
    [b"\x89PNG\r\n\x1a\n\0\0\0\x0d".as_slice(), &chunk, &crc.to_be_bytes(), b"\0\0\0\0IDAT\x35\xaf\x06\x1e"]
        .concat()
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(
            crc ^ u32::from(*byte),
            |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 },
        )
    })
}

#[test]
fn every_type_is_told_by_its_content() {
    for (format, media_type) in [
        (ImageFormat::Png, "image/png"),
        (ImageFormat::Gif, "image/png"),
        (ImageFormat::Jpeg, "image/jpeg"),
        (ImageFormat::WebP, "image/jpeg"),
    ] {
        let image = process(&file(&flag(64, 32), format)).unwrap();
        assert_eq!((image.media_type, image.width, image.height), (media_type, 64, 32), "{format:?}");
        let picture = read(&image);
        assert!(is_red(*picture.get_pixel(5, 5)) && !is_red(*picture.get_pixel(60, 5)), "{format:?}");
    }
}

#[test]
fn a_transparent_picture_stays_transparent() {
    let mut picture = flag(32, 32).to_rgba8();
    picture.put_pixel(3, 4, Rgba([0, 0, 0, 0]));
    for format in [ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP] {
        let image = process(&file(&picture.clone().into(), format)).unwrap();
        assert_eq!(image.media_type, "image/png", "{format:?}");
        assert_eq!(read(&image).get_pixel(3, 4).0[3], 0, "{format:?}");
    }
}

#[test]
fn a_photograph_becomes_a_jpeg() {
    let image = process(&file(&noise(900, 700), ImageFormat::Png)).unwrap();
    assert_eq!(image.media_type, "image/jpeg");
}

#[test]
fn large_pictures_are_made_small_and_keep_their_shape() {
    for (size, smaller) in [((2048, 1024), (1024, 512)), ((3000, 2), (1024, 1)), ((1024, 1024), (1024, 1024))]
    {
        let image = process(&file(&flag(size.0, size.1), ImageFormat::Png)).unwrap();
        assert_eq!((image.width, image.height), smaller);
        read(&image);
    }
}

#[test]
fn a_turned_picture_is_turned_back() {
    let image = process(&jpeg_with_segment(0xe1, &turned())).unwrap();
    assert_eq!((image.width, image.height), (32, 64));
    let picture = read(&image);
    assert!(is_red(*picture.get_pixel(5, 5)) && !is_red(*picture.get_pixel(5, 60)));
}

#[test]
fn nothing_but_pixels_is_kept() {
    let secret = b"<script>alert('secret')</script>";
    let mut exif = turned();
    exif.extend(secret);
    let mut with_comment = jpeg_with_segment(0xfe, secret);
    with_comment.extend(secret);
    for upload in [jpeg_with_segment(0xe1, &exif), with_comment] {
        let bytes = process(&upload).unwrap().bytes;
        for trace in [b"script".as_slice(), b"Exif", b"secret"] {
            assert!(!bytes.windows(trace.len()).any(|window| window == trace));
        }
    }
}

#[test]
fn of_an_animation_the_first_picture_is_kept() {
    let mut bytes = Vec::new();
    let mut encoder = GifEncoder::new(&mut bytes);
    encoder
        .encode_frames([RED, BLUE].map(|colour| Frame::new(RgbaImage::from_pixel(16, 16, colour))))
        .unwrap();
    drop(encoder);
    assert!(is_red(*read(&process(&bytes).unwrap()).get_pixel(8, 8)));
}

#[test]
fn other_types_are_refused() {
    let svg = br#"<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>"#;
    let tiff = b"II*\0\x08\0\0\0\0\0\0\0";
    let bmp = b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0";
    for upload in [svg.as_slice(), tiff, bmp, b"GIF", b"<html>", b"%PDF-1.7", b""] {
        let refusal = process(upload).unwrap_err();
        assert_eq!((refusal, refusal.code()), (ImageProblem::UnsupportedType, Code::RequestBodyInvalid));
    }
}

#[test]
fn bombs_are_refused_before_they_go_off() {
    for (width, height, bit_depth) in
        [(60_000, 60_000, 8), (7_072, 7_072, 8), (7_000, 7_000, 16), (i32::MAX as u32, 1, 8)]
    {
        let refusal = process(&png_header(width, height, bit_depth)).unwrap_err();
        assert_eq!(refusal, ImageProblem::TooManyPixels, "{width} × {height}");
    }
    assert_eq!(process(&png_header(7_000, 7_000, 8)).unwrap_err(), ImageProblem::Damaged);
    assert_eq!(process(&vec![0; MAX_BYTES + 1]).unwrap_err(), ImageProblem::TooManyBytes);
}

#[test]
fn half_a_file_is_refused() {
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP] {
        let whole = file(&noise(64, 64), format);
        assert_eq!(process(&whole[..whole.len() / 2]), Err(ImageProblem::Damaged), "{format:?}");
    }
}

#[test]
fn a_jpeg_is_not_whole_because_its_preview_is() {
    let preview = file(&flag(8, 8), ImageFormat::Jpeg);
    let whole = jpeg_with_segment(0xe2, &preview);
    assert!(process(&whole).is_ok());
    assert_eq!(process(&whole[..whole.len() - 2]), Err(ImageProblem::Damaged));
}

#[test]
fn a_file_that_makes_its_decoder_panic_is_damaged() {
    // An animation with a one-pixel frame whose image has four.
    let frame: [&[u8]; 3] = [
        b"RIFFt\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x12\x00\x00\x00\x01\x00\x00\x01\x00\x00ANIM\x06\x00\x00\x00\x00\x00\x00\x00\x00\x00",
        b"ANMFH\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00ALPH\x02\x00\x00\x00\x00\xff",
        b"VP8 &\x00\x00\x00p\x01\x00\x9d\x01*\x02\x00\x02\x00\x0c\xc0\xce%\xa0\x02t\x01@\x00\x00\xfe\xdcQ\xd2].C\x7f\xab\xbf;~\xa7\xb6\x00\x00\x00",
    ];
    assert_eq!(process(&frame.concat()), Err(ImageProblem::Damaged));
    assert!(catch_unwind(|| decode(&frame.concat(), ImageFormat::WebP)).is_err(), "the decoder was mended");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn damaged_files_are_read_or_refused(
        format in prop::sample::select(vec![ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP]),
        changes in prop::collection::vec((0_usize..2048, any::<u8>()), 1..8),
        length in 0_usize..4096,
    ) {
        let mut bytes = file(&flag(24, 24), format);
        for (position, byte) in changes {
            let position = position % bytes.len();
            bytes[position] = byte;
        }
        bytes.truncate(length);
        let _ = process(&bytes);
    }
}
