/**
 * The package's root folder. This file must stay directly in `src/`: there and in the bundle in `dist/` alike,
 * the root is one level up. No other file may use `import.meta.url`.
 */
export const root = new URL("../", import.meta.url);
