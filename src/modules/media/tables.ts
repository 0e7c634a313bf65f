export type MediaSort = 'picture' | 'sound' | 'paper'
export type MediaSize = 'whole' | 'small'

declare module '../../platform/db.ts' {
  interface Tables {
    media_item: {
      /** What it belongs to: a community. */
      scope_id: string
      id: string
      sort: MediaSort
      type: string
      /** Of whose account, within the scope; null once they have left. */
      owner_tag: Buffer | null
      words_sealed: Buffer
      width: number | null
      height: number | null
      seconds: number | null
      length: number
      made_on: string
      /** Until it stands in something it is there for whoever uploaded it, for a day. */
      unattached_since: Date | null
    }
    media_bytes: { scope_id: string; item_id: string; size: MediaSize; bytes_sealed: Buffer }
  }
}
