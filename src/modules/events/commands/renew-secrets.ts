import { sql } from 'kysely'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { hubAlone } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { inPieces, PIECE } from '../../../platform/pieces.ts'
import { people } from '../../people/index.ts'
import { accountTags, NEED, openTold, personTags, ROOM, supporterTags, TOLD } from '../queries/links.ts'
import type {} from '../tables.ts'

/** Below every id. */
const NIL = '00000000-0000-0000-0000-000000000000'

// No route: the secret is replaced on the machine of the hub, by its command line, while nobody else uses the database.
export const renewSecrets = command({
  name: 'events.renew-secrets',
  summary: 'Seal and tag anew, with the secret in use, answers to events, what people need there, rooms online and voices',
  input: z.object({}),
  output: z.object({ rows: z.number().int() }),
  facts: async () => ({}),
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { outside: { keys } }) {
    return {
      rows: (await renewRooms(tx, keys)) + (await renewAnswers(tx, keys)) + (await renewNeeds(tx, keys)) + (await renewVoices(tx, keys)),
    }
  },
  tell: ({ result }) => [
    { kind: 'events.secrets.renewed', scope: THE_HUB, subject: THE_HUB, data: { rows: result.rows }, visibility: 'internal' },
  ],
})

async function renewRooms(tx: Tx, keys: Keys): Promise<number> {
  let rows = 0
  const held = await tx
    .selectFrom('hosted_event')
    .select(['host_id', 'id', 'link_sealed as lies'])
    .where('link_sealed', 'is not', null)
    .execute()
  for (const { host_id: host, id, lies } of held) {
    const sealed = lies === null ? null : keys.reseal(ROOM, lies)
    if (sealed === null) continue
    await tx.updateTable('hosted_event').set({ link_sealed: sealed }).where('host_id', '=', host).where('id', '=', id).execute()
    rows += 1
  }
  return rows
}

/** What was told says whose it is: no other account need be tried. */
async function renewAnswers(tx: Tx, keys: Keys): Promise<number> {
  let rows = 0
  const answers = inPieces<{ id: string; event: string; lies: Buffer }>((after) =>
    tx
      .selectFrom('event_answer')
      .select(['id', 'event_id as event', 'told_sealed as lies'])
      .where(sql<boolean>`id > ${after?.id ?? NIL}`)
      .orderBy('id')
      .limit(PIECE)
      .execute(),
  )
  for await (const { id, event, lies } of answers) {
    const sealed = keys.reseal(TOLD, lies)
    if (sealed === null) continue
    const { account, person } = openTold(keys, sealed)
    await tx
      .updateTable('event_answer')
      .set({
        ...{ told_sealed: sealed, account_tag: account === null ? null : (accountTags(keys, event, account)[0] ?? null) },
        person_tag: person === null ? null : (personTags(keys, event, person)[0] ?? null),
      })
      .where('event_id', '=', event)
      .where('id', '=', id)
      .execute()
    rows += 1
  }
  return rows
}

async function renewNeeds(tx: Tx, keys: Keys): Promise<number> {
  let rows = 0
  const needs = inPieces<{ id: string; event: string; lies: Buffer }>((after) =>
    tx
      .selectFrom('event_need')
      .select(['answer_id as id', 'event_id as event', 'need_sealed as lies'])
      .where(sql<boolean>`answer_id > ${after?.id ?? NIL}`)
      .orderBy('answer_id')
      .limit(PIECE)
      .execute(),
  )
  for await (const { id, event, lies } of needs) {
    const sealed = keys.reseal(NEED, lies)
    if (sealed === null) continue
    await tx.updateTable('event_need').set({ need_sealed: sealed }).where('event_id', '=', event).where('answer_id', '=', id).execute()
    rows += 1
  }
  return rows
}

async function renewVoices(tx: Tx, keys: Keys): Promise<number> {
  const held = await tx.selectFrom('event_support').select(['event_id as scope', 'account_tag as tag']).distinct().execute()
  return people.renewTags(tx, held, {
    tagsOf: (event, account) => supporterTags(keys, event, account),
    async put(event, { from, to }) {
      const done = await tx
        .updateTable('event_support')
        .set({ account_tag: to })
        .where('event_id', '=', event)
        .where('account_tag', '=', from)
        .executeTakeFirstOrThrow()
      return Number(done.numUpdatedRows)
    },
  })
}
