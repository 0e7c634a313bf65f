import type { HeldData, Own } from '../../../core/holding.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { contactsOf } from './contacts.ts'
import { CONTACT, entriesOf, memberOf, MESSAGE, ownerTags, PLACE } from './entries.ts'
import { pairsOf } from './list.ts'
import { roomOf, roomsOf } from './rooms.ts'
import type {} from '../tables.ts'

/** All that this room holds of somebody. What others wrote to them is theirs, and is read in the conversation while it lasts. */
export async function heldOfEncounters(db: Reader, keys: Keys, { account, persons }: Own): Promise<HeldData> {
  const sessions = await db.selectFrom('encounter_member').select('session_id as id').distinct().execute()
  const listed: HeldData[string][number][] = []
  const messages: HeldData[string][number][] = []
  const meetings: HeldData[string][number][] = []
  const offered: HeldData[string][number][] = []
  const shown: HeldData[string][number][] = []
  const rooms: HeldData[string][number][] = []
  for (const { id: session } of sessions) {
    const member = await memberOf(db, keys, session, account)
    if (member === null) continue
    for (const { person, told, notToStates } of await entriesOf(db, keys, session, [member]))
      listed.push({ session, identity: person, ...told, notToStates })
    for (const pair of await pairsOf(db, session, member)) {
      const mine = pair.first_id === member ? pair.first_contact : pair.second_contact
      if (mine !== null) offered.push({ session, conversation: pair.id, text: keys.open(CONTACT, mine) })
    }
    rooms.push(...(await roomsBy(db, keys, session, member)))
    const [counted, apart] = await countsOf(db, session, member)
    shown.push({ session, people: counted, apart })
    messages.push(...(await writtenBy(db, keys, session, member)))
    meetings.push(...(await proposedBy(db, keys, session, member)))
  }
  const keptContacts: HeldData[string][number][] = []
  for (const person of persons)
    for (const contact of await contactsOf(db, keys, { person })) keptContacts.push({ identity: person, ...contact })
  return { listed, messages, meetings, offered, shown, rooms, keptContacts, handedOver: await handedBy(db, keys, { account, persons }) }
}

async function countsOf(db: Reader, session: string, member: string): Promise<readonly [number, number]> {
  const shown = await db
    .selectFrom('encounter_suggestion')
    .select('other_id')
    .where('session_id', '=', session)
    .where('member_id', '=', member)
    .execute()
  const apart = await db
    .selectFrom('encounter_apart')
    .select('other_id')
    .where('session_id', '=', session)
    .where('member_id', '=', member)
    .execute()
  return [shown.length, apart.length]
}

/** Small rooms that they proposed, and the one that they joined. */
async function roomsBy(db: Reader, keys: Keys, session: string, member: string) {
  const joined = await roomOf(db, session, member)
  return (await roomsOf(db, keys, session))
    .filter(({ id, by }) => by === member || id === joined)
    .map(({ id, by, title, topic, place, link, startsAt, minutes }) => ({
      ...{ session, title, topic, place, link, at: startsAt, minutes },
      ...{ proposed: by === member, joined: id === joined },
    }))
}

async function writtenBy(db: Reader, keys: Keys, session: string, member: string) {
  const rows = await db
    .selectFrom('encounter_message')
    .select(['pair_id as conversation', 'text_sealed as text', 'written_at as at'])
    .where('session_id', '=', session)
    .where('by_id', '=', member)
    .orderBy('written_at')
    .execute()
  return rows.map(({ text, ...row }) => ({ session, ...row, text: keys.open(MESSAGE, text) }))
}

async function proposedBy(db: Reader, keys: Keys, session: string, member: string) {
  const rows = await db
    .selectFrom('encounter_meeting')
    .select(['pair_id as conversation', 'starts_at as at', 'minutes', 'place_sealed as place', 'at_table as atTable', 'state'])
    .where('session_id', '=', session)
    .where('proposed_by', '=', member)
    .orderBy('starts_at')
    .execute()
  return rows.map(({ place, ...row }) => ({ session, ...row, place: keys.open(PLACE, place) }))
}

/** What they handed over, and what others handed over of them. */
async function handedBy(db: Reader, keys: Keys, { account, persons }: Pick<Own, 'account' | 'persons'>) {
  const rows = await db.selectFrom('encounter_handed').selectAll().orderBy('handed_at').execute()
  return rows.flatMap((row) => {
    const mine = row.handed_by !== null && persons.some((person) => person === row.handed_by)
    const ofMine = ownerTags(keys, row.session_id, account).some((tag) => tag.equals(row.author_tag))
    return mine || ofMine
      ? [{ session: row.session_id, writtenByMe: ofMine, text: row.text, at: row.handed_at, hidden: row.hidden_for !== null }]
      : []
  })
}
