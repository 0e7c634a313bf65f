import type { MovedRow, Travel } from '../../../core/moving.ts'
import { authorTags, BODY, EMPTY, voterTags, WORDS } from './seals.ts'

const by = 'community_id'
const at = (row: MovedRow, column: string): string => String(row[column])

const author = {
  tags: (keys: Parameters<typeof authorTags>[0], row: MovedRow, account: string) => authorTags(keys, at(row, by), account),
  of: [by],
}

/** As where somebody leaves: it stays without them, or nothing of it is left but that something stood there. */
function leftPost(row: MovedRow, posts: 'keep' | 'erase'): MovedRow {
  const without = { ...row, member_id: null, author_tag: null, named: false }
  if (posts === 'keep') return without
  return {
    ...without,
    ...{
      state: 'withdrawn',
      body_sealed: JSON.stringify([at(row, by), at(row, 'id'), EMPTY]).padEnd(256),
      look_by: null,
      pinned_until: null,
    },
    ...{ reasons_sealed: null, hidden_for: null, hidden_by: null, hidden_at: null },
  }
}

/** Of a withdrawn post nothing hangs on: what stood under it was let go with it. */
const under = { of: 'post' } as const

export const travels = {
  post: {
    by,
    columns: {
      ...{ community_id: 'own', id: 'own', thread_id: 'own', parent_id: 'own', beside_id: 'own', split_from: 'own' },
      ...{ member_id: 'author', author_tag: { ...author, author: true }, body_sealed: { seal: BODY }, reasons_sealed: { seal: WORDS } },
    },
    left: leftPost,
    emptied: ({ state }) => state === 'withdrawn',
  },
  version: { by, columns: { community_id: 'own', post_id: under, body_sealed: { seal: BODY } } },
  translation: {
    by,
    columns: { community_id: 'own', post_id: under, member_id: 'member', checked_by: 'member', body_sealed: { seal: BODY } },
  },
  reaction: { by, columns: { community_id: 'own', post_id: under, member_id: 'member' } },
  poll: { by, columns: { community_id: 'own', post_id: under } },
  ballot: {
    by,
    columns: {
      ...{ community_id: 'own', post_id: under },
      // That somebody voted is theirs alone: by the file nobody can say which of the members it was.
      voter_tag: {
        tags: (keys, row, account) => voterTags(keys, at(row, 'post_id'), account),
        of: [by, 'post_id'],
        once: true,
        counts: true,
      },
    },
  },
  mute: { by, columns: { community_id: 'own', owner_tag: { ...author, once: true }, muted_tag: author } },
} as const satisfies Readonly<Record<string, Travel>>
