//! What an instance starts with: a script or a configuration for its first start (`userData`).

/// Bytes of Base64 above which user data may be refused (limits.md `user.size`: 16 KB after encoding).
pub const ENCODED_MAX: usize = 16 * 1024;

/// Bytes of the longest text that is taken from the keyboard, the clipboard or a file. No cloud takes
/// nearly as much; a larger file is most likely the wrong one.
pub const LONGEST: usize = 64 * 1024;

/// Bytes that a text of so many bytes has in Base64: four for every three begun.
pub fn encoded_len(bytes: usize) -> usize {
    bytes.div_ceil(3) * 4
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;

    use super::*;

    #[test]
    fn the_encoded_length_is_that_of_the_encoding() {
        for bytes in 0..20 {
            assert_eq!(encoded_len(bytes), STANDARD.encode("x".repeat(bytes)).len(), "{bytes}");
        }
    }
}
