/** Letters of Crockford's base 32: none is mistaken for another. 16 of them are 80 random bits. */
const CODE_LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const CODE_LENGTH = 16

export const newCode = (below: (limit: number) => number): string =>
  Array.from({ length: CODE_LENGTH }, () => CODE_LETTERS.charAt(below(CODE_LETTERS.length))).join('')

/** The same bytes give the same code; bytes of a tag are as good as chance. */
export const codeOf = (bytes: Uint8Array): string =>
  Array.from(bytes.subarray(0, CODE_LENGTH), (byte) => CODE_LETTERS.charAt(byte % CODE_LETTERS.length)).join('')

/** As it is shown: `ABCD-EFGH-JKMN-PQRS`. */
export const spacedCode = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1-')

/** As it was typed, back to its letters: case, spaces and dashes do not count, and a letter O is a nought. */
export const plainCode = (typed: string): string =>
  typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')

/** Whether what was typed can be a code at all. */
export const isCode = (plain: string): boolean =>
  plain.length === CODE_LENGTH && [...plain].every((letter) => CODE_LETTERS.includes(letter))
