package studio.rowan.browse;

import org.jspecify.annotations.Nullable;
import studio.rowan.kit.BlobKind;

/// Width and height of a picture, read from its header: a small file can unfold to gigabytes of pixels.
record PictureSize(int width, int height) {
    /// More pixels than this are not decoded: 200 MB in memory.
    private static final long MOST_PIXELS = 50_000_000;

    boolean isBearable() {
        return width > 0 && height > 0 && (long) width * height <= MOST_PIXELS;
    }

    /// `null` where the header does not say.
    static @Nullable PictureSize of(byte[] bytes, BlobKind kind) {
        return switch (kind) {
            case PNG -> bytes.length < 24 ? null : new PictureSize(big(bytes, 16, 4), big(bytes, 20, 4));
            case GIF -> bytes.length < 10 ? null : new PictureSize(little(bytes, 6, 2), little(bytes, 8, 2));
            case BMP ->
                bytes.length < 26 ? null : new PictureSize(little(bytes, 18, 4), Math.abs(little(bytes, 22, 4)));
            case JPEG -> jpeg(bytes);
            case EMPTY, WEBP, PDF, ZIP, GZIP, ZLIB, SQLITE, PLIST, JSON, TEXT, UUID, BINARY -> null;
        };
    }

    /// The first start-of-frame segment says it; DHT, JPG and DAC share its range of markers.
    private static @Nullable PictureSize jpeg(byte[] bytes) {
        int at = 2;
        while (at + 9 < bytes.length && (bytes[at] & 0xff) == 0xff) {
            int marker = bytes[at + 1] & 0xff;
            if (marker == 0xff) {
                at++;
            } else if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) {
                return new PictureSize(big(bytes, at + 7, 2), big(bytes, at + 5, 2));
            } else {
                at += 2 + Math.max(2, big(bytes, at + 2, 2));
            }
        }
        return null;
    }

    private static int big(byte[] bytes, int at, int size) {
        int value = 0;
        for (int i = 0; i < size; i++) {
            value = value << 8 | bytes[at + i] & 0xff;
        }
        return value;
    }

    private static int little(byte[] bytes, int at, int size) {
        int value = 0;
        for (int i = size - 1; i >= 0; i--) {
            value = value << 8 | bytes[at + i] & 0xff;
        }
        return value;
    }
}
