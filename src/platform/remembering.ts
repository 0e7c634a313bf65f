/**
 * What a pure function says of words that come again and again, and costs more than looking it up. Strangers may choose the words: beyond `most` it begins
 * anew rather than growing, and long words are not kept. Of several words only the last may hold a space. What it gives is shared, and nobody writes into it.
 */
export function remembering<Words extends readonly string[], Said>(
  most: number,
  say: (...words: Words) => Said,
): (...words: Words) => Said {
  const known = new Map<string, Said>()
  return (...words) => {
    const key = words.join(' ')
    const before = known.get(key)
    if (before !== undefined) return before
    const said = say(...words)
    if (key.length > LONGEST) return said
    if (known.size >= most) known.clear()
    known.set(key, said)
    return said
  }
}

const LONGEST = 200
