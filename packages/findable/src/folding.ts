/** Pairs by what is written and what it is kept as. Our own list; see the README for what it leaves out. */
const LETTERS: ReadonlyMap<string, string> = new Map(
  `
    ß=ss æ=ae œ=oe ø=o đ=d ð=d þ=th ł=l ħ=h ŧ=t ı=i ĸ=k ŋ=n ɓ=b ɗ=d ɖ=d ɠ=g ɣ=g ƙ=k ɲ=n ƴ=y ɛ=e ǝ=e ə=e ɔ=o ʋ=v ƒ=f ς=σ
    ٱ=ا ى=ي ی=ي ې=ي ے=ي ک=ك ڪ=ك ة=ه ہ=ه ە=ه ھ=ه گ=ك ڤ=ف
    ٠=0 ١=1 ٢=2 ٣=3 ٤=4 ٥=5 ٦=6 ٧=7 ٨=8 ٩=9 ۰=0 ۱=1 ۲=2 ۳=3 ۴=4 ۵=5 ۶=6 ۷=7 ۸=8 ۹=9
  `
    .trim()
    .split(/\s+/)
    .map((pair) => {
      const [written = '', kept = ''] = pair.split('=')
      return [written, kept] as const
    }),
)

/**
 * Marks that one may leave out when writing: accents of Latin, Greek and Cyrillic, vowel points of Hebrew and Arabic, and the hamza above or
 * below a letter. Vowel signs of the scripts of India, of Thai or Khmer are no accents, and stay; so do the marks that make another sound of a kana.
 */
const MARKS = /[[\p{M}&&[\p{Script=Inherited}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Cyrillic}]]--[\u3099\u309a]]/gv

/** What is not seen (joiners, directions, soft hyphens), and the stretch of Arabic lines. */
const UNSEEN = /[\p{Cf}\u0640]/gu

/** A text in the form in which it is compared: without case, accents and forms of letters that people write one way or the other. */
export function folded(text: string): string {
  const bare = text.normalize('NFKD').replace(UNSEEN, '').replace(MARKS, '').toLowerCase()
  // Some small letters come apart again (İ), and what comes apart in Korean or Japanese goes together.
  const plain = bare.normalize('NFKD').replace(MARKS, '')
  return [...plain]
    .map((sign) => LETTERS.get(sign) ?? sign)
    .join('')
    .normalize('NFC')
}
