import { attachMedia, forgetMedia, keepMedia, releaseMedia } from './commands/keep-media.ts'
import { bytesOf, shownOf } from './queries/items.ts'
import { readUpload } from './queries/reading.ts'
import { LONGEST } from './rules.ts'

export type { MediaShown } from './queries/items.ts'
export type { Cleaned } from './queries/reading.ts'
export type { MediaSort } from './tables.ts'

/**
 * The door of the room: pictures, recordings and files, cleaned of all but what can be seen, heard or read. The order: `read` (outside of a
 * transaction), `keep` (in a deed), `attach` (in the deed by which it stands somewhere). Who may see one is asked by the room in which it stands.
 */
export const media = {
  read: readUpload,
  keep: keepMedia,
  attach: attachMedia,
  shownOf,
  bytesOf,
  forget: forgetMedia,
  release: releaseMedia,
  longest: LONGEST,
}
