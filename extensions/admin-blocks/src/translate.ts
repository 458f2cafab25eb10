/** The extension's own locales; `count` chooses the plural. */
export type Translate = (key: string, replacements?: Record<string, string | number>) => string;
