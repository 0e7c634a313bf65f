import type { Selectable } from 'kysely'
import type { Reading } from '../../../core/published.ts'
import type { Reader, Tables } from '../../../platform/db.ts'
import { communities, type Author } from '../../communities/index.ts'
import { media } from '../../media/index.ts'
import { profiles } from '../../profiles/index.ts'
import { isOverdue } from '../rules.ts'
import { pollsOf } from './polls.ts'
import { reactionsOf } from './reactions.ts'
import { EMPTY, openBody, openWords, type Body } from './seals.ts'
import type { Shown } from './shapes.ts'
import { isApart, type Here } from './standing.ts'
import { translationsOf } from './translations.ts'

export type Row = Selectable<Tables['post']>

export const pathOf = (slug: string, id: string): string => `/communities/${slug}/posts/${id}`

export async function rowOf(db: Reader, community: string, id: string): Promise<Row | null> {
  const row = await db.selectFrom('post').selectAll().where('community_id', '=', community).where('id', '=', id).executeTakeFirst()
  return row ?? null
}

export const bodyOf = (keys: Reading['outside']['keys'], row: Row): Body =>
  openBody(keys, { community: row.community_id, id: row.id }, row.body_sealed)

/** Whether this reader may have the words: of what is hidden, its author and those who look after the talk. */
const mayHaveWords = ({ asking }: Here, row: Row): boolean =>
  row.state === 'standing' || (row.state === 'hidden' && (asking.leads || (asking.member !== null && asking.member === row.member_id)))

/** `brief`: as a list shows them, without reactions and translations. */
export async function drawn(db: Reader, reading: Reading, here: Here, rows: readonly Row[], brief = false): Promise<readonly Shown[]> {
  const { keys } = reading.outside
  const community = here.community.id
  const seen = rows.filter((row) => !isApart(here, row.author_tag))
  const ids = seen.map(({ id }) => id)
  const bodies = new Map(seen.map((row) => [row.id, mayHaveWords(here, row) ? bodyOf(keys, row) : EMPTY]))
  const [reactions, translations, polls, authors, files] = [
    brief ? null : await reactionsOf(db, community, ids, here.asking.member),
    brief ? null : await translationsOf(db, reading, here, seen),
    await pollsOf(
      db,
      reading,
      community,
      seen.filter(({ kind }) => kind === 'poll').map(({ id }) => id),
    ),
    await communities.authorsFor(
      db,
      reading,
      community,
      seen.flatMap(({ member_id: member }) => member ?? []),
    ),
    await media.shownOf(
      db,
      keys,
      community,
      [...bodies.values()].flatMap((body) => body.media),
    ),
  ]
  const cards = await profiles.namesFor(
    db,
    reading.actor,
    [...authors.values()].flatMap(({ person }) => person ?? []),
  )
  return seen.flatMap((row): Shown[] => {
    const author = row.member_id === null ? undefined : authors.get(row.member_id)
    // Among members a name that is kept from the reader means that the two keep apart (profiles).
    if (here.asking.member !== null && author?.name === null) return []
    const body = bodies.get(row.id) ?? EMPTY
    const path = pathOf(here.community.slug, row.id)
    const poll = polls.get(row.id)
    return [
      {
        ...shownRow(row, reading.now),
        ...{ path, title: body.title, text: body.text, language: body.language, author: authorOf(row, author, cards) },
        mine: here.asking.member !== null && here.asking.member === row.member_id,
        media: body.media.flatMap((id) => {
          const file = files.get(id)
          return file === undefined ? [] : [{ ...file, path: `${path}/media/${id}` }]
        }),
        poll: poll === undefined || body.answers.length === 0 ? null : { ...poll, answers: body.answers },
        story: storyOf(row, body),
        reactions: [...(reactions?.counts.get(row.id) ?? [])],
        reaction: reactions?.mine.get(row.id) ?? null,
        translations: mayHaveWords(here, row) ? [...(translations?.get(row.id) ?? [])] : [],
        hidden: mayHaveWords(here, row) ? hiddenOf(keys, row) : null,
      },
    ]
  })
}

/** One of them; null where this reader may not have it. */
export async function drawnOne(db: Reader, reading: Reading, here: Here, row: Row): Promise<Shown | null> {
  return (await drawn(db, reading, here, [row]))[0] ?? null
}

/** Of what was withdrawn or hidden nothing is told. */
const storyOf = (row: Row, body: Body): Shown['story'] =>
  row.kind === 'story' && body !== EMPTY ? { source: body.source ?? '', licence: body.licence ?? 'here' } : null

function shownRow(row: Row, now: Date) {
  const answered = row.answered_at !== null
  const waits = row.look_by !== null && !answered && row.state === 'standing'
  return {
    ...{ id: row.id, kind: row.kind, state: row.state, thread: row.thread_id, parent: row.parent_id, beside: row.beside_id },
    ...{ splitFrom: row.split_from, version: row.version, replies: row.replies, answered },
    ...{ postedAt: row.posted_at.toISOString(), editedAt: row.edited_at?.toISOString() ?? null, movedAt: row.moved_at.toISOString() },
    waits: waits && row.look_by !== null ? { lookBy: row.look_by, overdue: isOverdue({ lookBy: row.look_by, answered }, now) } : null,
    pinned: row.pinned_until !== null && row.pinned_until > now,
  }
}

/** By name where they chose it and this reader may have it; who is counted only has no role either, which would say who it is. */
function authorOf(row: Row, author: Author | undefined, cards: ReadonlyMap<string, string>): Shown['author'] {
  const nobody = { name: null, card: null, role: null }
  if (row.member_id === null) return { as: row.split_from === null ? 'left' : 'facilitators', ...nobody }
  if (author === undefined) return { as: 'left', ...nobody }
  if (!row.named || author.name === null) return { as: 'member', ...nobody }
  const { name, person, role } = author
  return { as: 'name', name, card: person !== null && cards.has(person) ? person : null, role }
}

function hiddenOf(keys: Reading['outside']['keys'], row: Row): Shown['hidden'] {
  if (row.state !== 'hidden' || row.hidden_for === null) return null
  const said = row.reasons_sealed === null ? null : openWords(keys, { community: row.community_id, id: row.id }, row.reasons_sealed)
  return { rule: row.hidden_for, text: said?.text ?? '', language: said?.language ?? 'und', byModeration: row.hidden_by === 'moderation' }
}
