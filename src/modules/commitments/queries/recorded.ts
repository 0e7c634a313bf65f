import { createHash } from 'node:crypto'
import { jcs } from '#base'
import type { EntryKind, Recorded, Records } from '../../../core/recorded.ts'
import type { Reader } from '../../../platform/db.ts'
import { pathOf } from '../rules.ts'
import type {} from '../tables.ts'

/** What becomes of a promise: a change of its words and its day among them, each with a digest of what it says then. */
const CHANGES = ['edited', 'moved', 'supported', 'unsupported', 'shown-for', 'checked', 'withdrawn', 'merged', 'hidden', 'shown']

export const recorded: Records = {
  entries: [
    ...['made', 'accepted'].map((change) => entryOf(change, 'commitment.made')),
    ...CHANGES.map((change) => entryOf(change, 'commitment.changed')),
    entryOf('ended', 'commitment.ended'),
  ],
}

function entryOf(change: string, t: EntryKind): Recorded {
  return {
    kind: `commitments.commitment.${change}`,
    async entry(db, { subject, data, visibility }) {
      const now = visibility === 'public' ? await wordsNow(db, subject) : null
      if (now === null) return null
      const { outcome } = data
      return {
        t,
        fields: {
          ...{ commitment: subject, path: pathOf(subject), ...now },
          ...(t === 'commitment.changed' ? { change } : {}),
          ...(t === 'commitment.ended' ? { outcome: String(outcome) } : {}),
        },
      }
    },
  }
}

/** In its original language. Of one that moderation hid no word goes in. */
async function wordsNow(db: Reader, id: string) {
  const row = await db
    .selectFrom('commitment')
    .innerJoin('commitment_text', (join) =>
      join
        .onRef('commitment_text.commitment_id', '=', 'commitment.id')
        .onRef('commitment_text.language', '=', 'commitment.language')
        .onRef('commitment_text.version', '=', 'commitment.version'),
    )
    .select(['lead_body', 'due_on', 'title', 'text', 'commitment.language', 'commitment.version', 'hidden_for'])
    .where('commitment.id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return null
  const about = { body: row.lead_body, due: row.due_on, version: row.version }
  if (row.hidden_for !== null) return about
  const { title, text, language } = row
  return { ...about, title, language, words: createHash('sha256').update(jcs({ title, text, language })).digest('hex') }
}
