import { sql } from 'kysely'
import { citables, operationNamed, rooms } from '../main/rooms.ts'
import { sourcesFrom, type Sources } from '../core/citable.ts'
import { addMember } from '../modules/communities/commands/add-member.ts'
import type { Manifest } from '../web/manifest.ts'
import { seatNew } from './attack/stage-hidden.ts'
import { memberNamed, type CastName } from './cast.ts'
import { dayIn } from './days.ts'
import { doAs } from './deeds.ts'
import { doAsHub } from './dialogues.ts'
import type { BareHub, Hub } from './hub.ts'
import type { Db } from '../platform/db.ts'

/** Mai and Gift serve as intermediaries for the association; Idrissa, its steward, may read a second time too. */
export async function stageIntermediaries(hub: BareHub, names: readonly CastName[] = ['mai', 'gift']): Promise<void> {
  for (const name of names) {
    await doAs(hub, 'idrissa', 'voices.name-intermediary', {
      ...NAMING,
      namer: lyonOf(hub),
      person: personOf(hub, name),
      termEnds: dayIn(hub, 300),
    })
    await doAs(hub, name, 'voices.answer-naming', { serve: true, training: 'Two days', trainedOn: dayIn(hub, -40), listed: true })
  }
}

export const NAMING = { languages: ['fr', 'ff'], reach: 'By telephone, at the office', mostOpen: 20 }
export const WRITTEN = { title: 'The school bell', text: 'They closed the school before the rain.', language: 'en', described: 'A mother' }
export const AGREED = { agreed: 'My words are published. My name is not there.', quoted: true, delay: 14 }
export const CHECKED = ['names', 'places', 'dates', 'jobs', 'events']

export const lyonOf = (hub: BareHub) => ({ sort: 'body', id: hub.cast.bodies.lyon })

export const personOf = ({ cast }: BareHub, name: CastName): string => memberNamed(cast, name).person

export type StagedVoice = { readonly voice: string; readonly code: string }

/** A code of Mai, with words written down under it. */
export async function stageVoice(hub: BareHub, more: object = {}): Promise<StagedVoice> {
  const made = await doAs<StagedVoice>(hub, 'mai', 'voices.make-code', { slip: 'fr' })
  await doAs(hub, 'mai', 'voices.write', { ...WRITTEN, ...more, voice: made.voice })
  return made
}

/** Handed to Gift, who finds no trace: it waits for its hour. */
export async function clearVoice(hub: BareHub, { voice }: StagedVoice, more: object = {}): Promise<void> {
  await submitVoice(hub, { voice }, more)
  await doAs(hub, 'gift', 'voices.answer-reading', { voice, clear: true })
}

export const submitVoice = (hub: BareHub, { voice }: Pick<StagedVoice, 'voice'>, more: object = {}) =>
  doAs(hub, 'mai', 'voices.submit', { ...AGREED, ...more, voice, checked: CHECKED, reader: personOf(hub, 'gift') })

/** As the clock does it, with its hour already come. */
export async function publishNow(hub: BareHub): Promise<readonly string[]> {
  await hub.db.updateTable('kept_voice').set({ publish_at: hub.runner.outside.now() }).where('publish_at', 'is not', null).execute()
  const { testimonies } = await doAsHub<{ testimonies: readonly { id: string }[] }>(hub, 'voices.publish-due', {})
  return testimonies.map(({ id }) => id)
}

/** Every table of the hub in which these words stand, whatever its case. */
export async function wordsAnywhere(db: Db, words: string): Promise<readonly string[]> {
  const { rows: tables } = await sql<{
    name: string
  }>`select table_name as name from information_schema.tables where table_schema = 'public'`.execute(db)
  const found: string[] = []
  for (const { name } of tables) {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from ${sql.table(name)} as row where position(lower(${words}) in lower(row::text)) > 0`.execute(db)
    if ((rows[0]?.count ?? 0) > 0) found.push(name)
  }
  return found
}

/** As main puts it together. */
export function voicesRoom(): Manifest {
  const room = rooms.find(({ name }) => name === 'voices')
  if (room === undefined) throw new Error('the house has no room for voices')
  return room
}

/** All that can be cited, of whichever room. */
export const everySource = (): Sources => sourcesFrom(citables)

type Vote = (mandate: string, given: boolean) => Promise<unknown>

/** Members of a community who are nobody of the cast, each with a way to answer. */
export async function seatVoters(hub: Hub, community: string, count: number): Promise<readonly Vote[]> {
  const { runner, db } = hub
  const votes: Vote[] = []
  for (let at = 0; at < count; at += 1) {
    const { actor } = await seatNew(hub, `voter${at}@example.org`, `Voter ${at}`)
    const { account, person } = actor
    if (account === null || person === null) throw new Error('nobody belongs to it without an account')
    const joining = { community, account, person, role: 'member' as const, now: runner.outside.now() }
    await db.transaction().execute((tx) => addMember(tx, runner.outside, joining))
    votes.push((mandate, given) => operationNamed('voices.cast-ballot').invoke(runner, { mandate, given }, actor))
  }
  return votes
}
