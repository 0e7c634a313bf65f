import { refuse } from '../../../core/refused.ts'
import { CleaningFault, openCleaner } from '../../../platform/cleaning.ts'
import { cleanPicture, PictureFault } from '../../../platform/pictures.ts'
import { no } from '../refusals.ts'
import { MOST_BYTES, plainName, TOLD } from '../rules.ts'
import type { MediaSort } from '../tables.ts'

type Bytes = Uint8Array<ArrayBuffer>

/** An upload of which nothing is left but what can be seen, heard or read. */
export type Cleaned = {
  readonly sort: MediaSort
  readonly type: string
  readonly name: string
  readonly whole: Bytes
  readonly small: Bytes | null
  readonly width: number | null
  readonly height: number | null
  readonly seconds: number | null
}

export type Upload = { readonly name: string; readonly bytes: Bytes }

const cleaner = openCleaner()
export const stopCleaning = (): Promise<void> => cleaner.stop()

/** Before a deed and outside of any transaction, for it takes a while. What cannot be taken is refused with a sentence. */
export async function readUpload(sort: MediaSort, { name, bytes }: Upload): Promise<Cleaned> {
  if (bytes.length > MOST_BYTES[sort]) return refuse(no('media.too-large'))
  if (bytes.length === 0) return refuse(no('media.broken'))
  try {
    return await cleaned(sort, { name, bytes })
  } catch (error) {
    if (error instanceof PictureFault || error instanceof CleaningFault)
      return refuse(no(`media.${TOLD[error.reason]}`, error.reason === 'busy' ? { seconds: 20 } : {}))
    throw error
  }
}

async function cleaned(sort: MediaSort, { name, bytes }: Upload): Promise<Cleaned> {
  const called = plainName(name)
  if (sort === 'picture') {
    const { whole, small } = await cleanPicture(bytes)
    const { width, height } = whole
    return { sort, type: 'image/webp', name: called, whole: whole.bytes, small: small.bytes, width, height, seconds: null }
  }
  const bare = { small: null, width: null, height: null }
  if (sort === 'sound') {
    const { bytes: whole, type, seconds } = await cleaner.sound(bytes)
    return { ...bare, sort, type, name: called, whole, seconds }
  }
  const { bytes: whole, type, ending } = await cleaner.paper(bytes, name)
  return { ...bare, sort, type, name: `${called === '' ? 'file' : called}.${ending}`, whole, seconds: null }
}
