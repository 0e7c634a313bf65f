import type { Travel } from '../../../core/moving.ts'
import { BYTES, ownerTags, WORDS } from './seals.ts'

const by = 'scope_id'

/** What stands in something; what was only uploaded is there for a day and stays. */
export const travels = {
  item: {
    by,
    columns: {
      ...{ scope_id: 'own', id: 'own', words_sealed: { seal: WORDS } },
      owner_tag: { tags: (keys, row, account) => ownerTags(keys, String(row[by]), account), of: [by], author: true },
    },
    only: ({ unattached_since: unattached }) => unattached === null,
    left: (row, posts) => (posts === 'erase' ? null : { ...row, owner_tag: null }),
  },
  /** Of a body: whose it is they show there, for who uploaded it need not belong to it. */
  itemOfBody: {
    by,
    columns: {
      ...{ scope_id: 'own', id: 'own', words_sealed: { seal: WORDS } },
      owner_tag: { held: (keys, row, account) => ownerTags(keys, String(row[by]), account), of: [by] },
    },
    only: ({ unattached_since: unattached }) => unattached === null,
  },
  bytes: { by, columns: { scope_id: 'own', item_id: { of: 'media_item' }, bytes_sealed: { seal: BYTES } }, large: true },
} as const satisfies Readonly<Record<string, Travel>>
