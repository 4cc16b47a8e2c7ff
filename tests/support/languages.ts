// The rule for a message to people: Chinese holds no English sentence and English no Chinese, apart from what is
// quoted.

/** Two Latin words beside each other, outside of quoted data and of technical details. */
export const hasEnglishSentence = (zh: string): boolean => /[a-z]{2,}[,;:]? +[a-z]{2,}/i.test(unquoted(zh));

/** A Chinese character outside of quoted data. */
export const hasChinese = (en: string): boolean => /\p{Script=Han}/u.test(unquoted(en));

/** Names of fields, sources and values stand in quotes; a foreign library's own text after 技术信息. */
const unquoted = (text: string): string =>
  text
    .replaceAll(/（技术信息：.*?）(?=[，；。：]|$)/gs, '')
    .replaceAll(/“.*?”|"(?:[^"\\]|\\.)*"|`[^`]*`|'[^']*'/gs, '')
    .replaceAll(/\{\w+\}/g, '·');
