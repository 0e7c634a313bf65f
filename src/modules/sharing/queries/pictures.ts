import { createHash } from 'node:crypto'
import { drawCard, type Card } from '../../../platform/card-picture.ts'

const MOST_KEPT = 200

type Drawing = { readonly version: string; draw(): Promise<Uint8Array<ArrayBuffer>> }

/** Pictures by what stands in them: a thing that changed has another version. Asked for only after somebody without an account may see the thing. */
export function openPictures(): (card: Card) => Drawing {
  const kept = new Map<string, Promise<Uint8Array<ArrayBuffer>>>()
  return (card) => {
    const version = createHash('sha256').update(JSON.stringify(card)).digest('base64url').slice(0, 22)
    return {
      version,
      draw() {
        const known = kept.get(version)
        if (known !== undefined) return known
        const drawn = drawCard(card).then((picture) => new Uint8Array(picture))
        kept.set(version, drawn)
        // A drawing that failed is tried again by whoever asks next.
        drawn.catch(() => kept.delete(version))
        const [oldest] = kept.keys()
        if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest)
        return drawn
      },
    }
  }
}
