import type { Actor } from '../../../core/actor.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
import { organisations } from '../../organisations/index.ts'
import { people } from '../../people/index.ts'
import { OFFICES } from '../rules.ts'
import type { Office } from '../tables.ts'
import { dialogueFacts, holderTags, participantOf } from './dialogue-facts.ts'

export type ChosenVoice =
  | { readonly sort: 'participant' }
  | { readonly sort: 'name'; readonly person: string }
  | { readonly sort: 'office'; readonly body: string; readonly office: Office }

export type OwnVoices = {
  readonly names: readonly { readonly person: string; readonly name: string }[]
  readonly offices: readonly { readonly body: string; readonly name: string; readonly language: string; readonly office: Office }[]
}

/**
 * As who somebody can speak: the names of their account, and the offices that these hold. For their own eyes alone; a program speaks as the one
 * name that its token is for, and must not come to know another.
 */
export async function ownVoices(db: Reader, actor: Actor): Promise<OwnVoices> {
  if (actor.account === null) return { names: [], offices: [] }
  const all = await people.identitiesOf(db, actor.account)
  const identities = actor.token === undefined ? all : all.filter(({ person }) => person === actor.person)
  const offices: OwnVoices['offices'][number][] = []
  for (const { person } of identities) {
    for (const body of await organisations.bodiesOf(db, person, actor.locale)) {
      const standing = await organisations.standingOf(db, body.id, person)
      const held = standing.steward ? (['steward'] as const) : OFFICES.filter((office) => standing[office])
      offices.push(...held.map((office) => ({ body: body.id, name: body.name, language: body.language, office })))
    }
  }
  return { names: identities.map(({ person, name }) => ({ person, name })), offices }
}

export function isAmong({ names, offices }: OwnVoices, voice: ChosenVoice): boolean {
  if (voice.sort === 'participant') return true
  if (voice.sort === 'name') return names.some(({ person }) => person === voice.person)
  return offices.some(({ body, office }) => body === voice.body && office === voice.office)
}

/** As who this author speaks in this dialogue. */
export async function voiceOf(db: Reader, dialogueId: string, author: number | null): Promise<ChosenVoice> {
  const row =
    author === null
      ? undefined
      : await db
          .selectFrom('voice')
          .select(['person_id as person', 'body_id as body', 'office'])
          .where('dialogue_id', '=', dialogueId)
          .where('author_number', '=', author)
          .executeTakeFirst()
  if (row === undefined) return { sort: 'participant' }
  const { person, body, office } = row
  if (person !== null) return { sort: 'name', person }
  return body !== null && office !== null ? { sort: 'office', body, office } : { sort: 'participant' }
}

/** Whether they can go on speaking so: an office must still be held, a name must be theirs, unless it is gone for everybody. */
export async function voiceHolds(db: Reader, voice: ChosenVoice, actor: Actor): Promise<boolean> {
  if (voice.sort === 'participant' || isAmong(await ownVoices(db, actor), voice)) return true
  return voice.sort === 'name' && !(await people.nameOf(db, [voice.person])).has(voice.person)
}

/** Whether a statement of this author was ever published: from then on the voice stays. */
export async function voiceSettled(db: Reader, dialogueId: string, author: number | null): Promise<boolean> {
  if (author === null) return false
  const row = await db
    .selectFrom('statement')
    .select('number')
    .where('dialogue_id', '=', dialogueId)
    .where('author_number', '=', author)
    .where((eb) => eb.or([eb('status', '=', 'published'), eb('published_at', 'is not', null)]))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

type Asked = { readonly dialogue: string; readonly voice: ChosenVoice }

/** What decides about a choice. The dialogue is held, so that no statement is published between the question and the write. */
export async function voiceFacts(db: Reader, { dialogue: ref, voice }: Asked, asking: { actor: Actor; outside: Pick<Outside, 'keys'> }) {
  const { actor, outside } = asking
  const dialogue = await dialogueFacts(db, ref, actor, 'update')
  const participant = dialogue === null ? null : await participantOf(db, dialogue.id, holderTags(dialogue.id, actor, outside))
  const author = participant?.author ?? null
  return {
    dialogue,
    participant: participant?.number ?? null,
    removedFor: participant?.removedFor ?? null,
    author,
    settled: dialogue !== null && (await voiceSettled(db, dialogue.id, author)),
    own: isAmong(await ownVoices(db, actor), voice),
  }
}
