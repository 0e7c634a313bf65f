import type { Actor } from '../../../core/actor.ts'
import type { Thing } from '../../../core/reportable.ts'
import type { Reader } from '../../../platform/db.ts'
import { people } from '../../people/index.ts'
import { FEWEST_SHOWN } from '../rules.ts'
import { dialogueFacts, type Dialogue } from './dialogue-facts.ts'
import { readMeetings } from './meetings.ts'
import { publishedRules } from './reported-statement.ts'
import { wordsOf } from './words.ts'

const ADDRESS = /^\/dialogues\/([^/]+)\/meetings\/(\d{1,9})$/
const NUMBER = /^\d{1,9}$/

type Id = { readonly scope: string; readonly subject: string }

/** The words about a meeting that is listed, by the address of its page. */
export async function meetingAtPath(db: Reader, path: string, actor: Actor): Promise<Thing | null> {
  const [, name = '', number = ''] = ADDRESS.exec(path) ?? []
  if (name === '') return null
  const dialogue = await dialogueFacts(db, decoded(name), actor)
  const thing = dialogue === null ? null : await thingIn(db, dialogue, Number(number), actor.locale)
  return thing?.published === true ? thing : null
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return ''
  }
}

/** For those who decide about it: listed, or hidden by now. */
export async function meetingById(db: Reader, { scope, subject }: Id, actor: Actor): Promise<Thing | null> {
  const dialogue = await dialogueFacts(db, scope, actor)
  return dialogue === null || !NUMBER.test(subject) ? null : thingIn(db, dialogue, Number(subject), actor.locale)
}

async function thingIn(db: Reader, dialogue: Dialogue, number: number, locale: string): Promise<Thing | null> {
  if (dialogue.state === 'draft') return null
  const [meeting] = await readMeetings(db, dialogue.id, number)
  const words = (await wordsOf(db, [dialogue], locale)).get(dialogue.id)
  if (meeting === undefined || words === undefined) return null
  const path = `/dialogues/${dialogue.slug}`
  return {
    ...{ sort: 'meeting', scope: dialogue.id, subject: String(number), bodyId: dialogue.bodyId, path: `${path}/meetings/${number}` },
    ...{ text: [meeting.title, meeting.place, meeting.givenTo].filter((part) => part !== null).join(' · '), language: meeting.language },
    place: { text: words.title, language: words.language, path },
    ...{ published: !meeting.hidden && !meeting.withdrawn && meeting.sheets >= FEWEST_SHOWN, rules: publishedRules(dialogue.rules) },
    writtenAt: meeting.enteredAt,
  }
}

/** Whoever told of it, by any of their names. Where that was done by a link without an account, nobody can be found. */
export async function toldOfMeeting(db: Reader, id: Id, { actor }: { readonly actor: Actor }): Promise<boolean> {
  const account = actor.account
  return account !== null && (await meetingsBy(db, [id], { accounts: [account] })).length > 0
}

export async function meetingsBy(
  db: Reader,
  ids: readonly Id[],
  { accounts }: { readonly accounts: readonly string[] },
): Promise<readonly (Id & { readonly account: string })[]> {
  const found: (Id & { readonly account: string })[] = []
  for (const { scope, subject } of ids) {
    const [meeting] = NUMBER.test(subject) ? await readMeetings(db, scope, Number(subject)) : []
    const account = meeting === undefined || meeting.enteredBy === null ? null : await people.accountOf(db, meeting.enteredBy)
    if (account !== null && accounts.includes(account)) found.push({ scope, subject, account })
  }
  return found
}
