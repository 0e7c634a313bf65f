/** Pairs by form: what stands before the space looks like what stands behind it. Our own list; see the README for what it leaves out. */
const pairs = (text: string): readonly (readonly [string, string])[] =>
  text
    .trim()
    .split(/\s+/)
    .map((pair) => {
      const [look = '', as = ''] = pair.split('=')
      return [look, as] as const
    })

/** Capitals that look like another letter than their small forms do: read before case is folded. */
export const CAPITALS: ReadonlyMap<string, string> = new Map(
  pairs(`
    Α=a Β=b Ε=e Ζ=z Η=h Ι=i Κ=k Μ=m Ν=n Ο=o Ρ=p Τ=t Υ=y Χ=x Ϲ=c Ϳ=j
    А=a В=b Е=e Ѕ=s І=i Ј=j К=k М=m Н=h О=o Р=p С=c Т=t У=y Х=x Ү=y Ԁ=d Ԛ=q Ԝ=w Ӏ=i Һ=h З=e Б=b Г=r
    Ɓ=b Ɗ=d Ɠ=g Ƙ=k Ɲ=n Ŋ=n Ƴ=y Ɛ=e Ɔ=o
  `),
)

/** Small letters, after case was folded and accents were taken off. */
export const LETTERS: ReadonlyMap<string, string> = new Map(
  pairs(`
    α=a β=b γ=y ε=e ζ=z η=n θ=o ι=i κ=k μ=u ν=v ο=o ρ=p σ=o ς=c τ=t υ=u χ=x ω=w ϲ=c ϳ=j
    а=a в=b е=e ѕ=s і=i ј=j к=k м=m н=h о=o р=p с=c т=t у=y х=x ү=y ԁ=d ԛ=q ԝ=w ӏ=i һ=h з=e б=b г=r п=n и=u ь=b ѵ=v
    ɑ=a ɡ=g ı=i ȷ=j ɩ=i ʟ=l ɴ=n ʀ=r ɪ=i ʏ=y ᴏ=o ɓ=b ɗ=d ɠ=g ƙ=k ɲ=n ŋ=n ƴ=y ɛ=e ɔ=o đ=d ð=d ħ=h ł=l ø=o ŧ=t ƒ=f ƀ=b ʋ=v ɣ=y ə=e
    ß=ss æ=ae œ=oe þ=p
    ٱ=ا ى=ي ی=ي ې=ي ے=ي ک=ك ڪ=ك ة=ه ہ=ه ە=ه ھ=ه ۀ=ه ڤ=ف ڨ=ق گ=ك
    ٠=0 ١=1 ٢=2 ٣=3 ٤=4 ٥=5 ٦=6 ٧=7 ٨=8 ٩=9 ۰=0 ۱=1 ۲=2 ۳=3 ۴=4 ۵=5 ۶=6 ۷=7 ۸=8 ۹=9
  `),
)

/** Digits that are put in the place of letters; and i and l, which many typefaces draw alike. */
export const SWAPS: ReadonlyMap<string, string> = new Map(pairs('0=o 1=l 3=e 4=a 5=s 7=t 8=b i=l |=l !=l $=s @=a'))

/** Two letters that are read as one. */
export const MERGED: readonly (readonly [string, string])[] = pairs('rn=m vv=w')
