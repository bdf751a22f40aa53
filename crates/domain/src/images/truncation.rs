/// Whether a JPEG is truncated. The decoder is lenient and would fill the rest with grey.
pub(super) fn is_truncated_jpeg(bytes: &[u8]) -> bool {
    const END_OF_IMAGE: [u8; 2] = [0xff, 0xd9];
    let Some(scan) = after_first_scan_header(bytes) else { return true };
    !scan.windows(2).any(|marker| marker == END_OF_IMAGE)
}

/// Skips from segment to segment, because an embedded preview has its own end marker.
fn after_first_scan_header(bytes: &[u8]) -> Option<&[u8]> {
    const START_OF_IMAGE: [u8; 2] = [0xff, 0xd8];
    const START_OF_SCAN: u8 = 0xda;
    let mut rest = bytes.strip_prefix(&START_OF_IMAGE)?;
    loop {
        rest = rest.strip_prefix(&[0xff])?;
        while let Some(after_padding) = rest.strip_prefix(&[0xff]) {
            rest = after_padding;
        }
        let (marker, segment) = rest.split_first()?;
        let length = segment.first_chunk().map(|length| u16::from_be_bytes(*length))?;
        rest = segment.get(usize::from(length)..)?;
        if *marker == START_OF_SCAN {
            return Some(rest);
        }
    }
}
