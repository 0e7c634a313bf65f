import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { hubAlone } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { people } from '../../people/index.ts'
import { SENTENCE } from '../queries/invitations.ts'
import { membersAfter } from '../queries/persons.ts'
import { REQUEST } from '../queries/requests.ts'
import { accountTags, changeShelf, MEMBER, openPerson, SHELF } from '../queries/shelf.ts'
import type {} from '../tables.ts'

// No route: the secret is replaced on the machine of the hub, by its command line, while nobody else uses the database.
export const renewSecrets = command({
  name: 'communities.renew-secrets',
  summary: 'Tag and seal anew, with the secret in use, who belongs where',
  input: z.object({}),
  output: z.object({ rows: z.number().int() }),
  facts: async () => ({}),
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { outside: { keys } }) {
    const tagged = [
      await retag(tx, keys, 'community_member'),
      await retag(tx, keys, 'community_request'),
      await retag(tx, keys, 'community_removal'),
    ]
    const sealed = [
      await resealMembers(tx, keys),
      await resealRequests(tx, keys),
      await resealRemovals(tx, keys),
      await resealInvitations(tx, keys),
    ]
    return { rows: [...tagged, ...sealed].reduce((sum, rows) => sum + rows, 0) }
  },
  tell: ({ result }) => [
    {
      kind: 'communities.secrets.renewed',
      scope: THE_HUB,
      subject: THE_HUB,
      data: { rows: result.rows },
      visibility: 'internal',
      anonymous: true,
    },
  ],
})

type Tagged = 'community_member' | 'community_request' | 'community_removal'

async function retag(tx: Tx, keys: Keys, table: Tagged): Promise<number> {
  const held = await tx.selectFrom(table).select(['community_id as scope', 'account_tag as tag']).execute()
  return people.renewTags(tx, held, {
    tagsOf: (community, account) => accountTags(keys, community, account),
    async put(community, { from, to }) {
      const done = await tx
        .updateTable(table)
        .set({ account_tag: to })
        .where('community_id', '=', community)
        .where('account_tag', '=', from)
        .executeTakeFirstOrThrow()
      return Number(done.numUpdatedRows)
    },
  })
}

/** The shelf of everybody who belongs somewhere is written anew beside: its tag is made of the name that lies under the seal. */
async function resealMembers(tx: Tx, keys: Keys): Promise<number> {
  let rows = 0
  for (let part = await membersAfter(tx, null); part.length > 0; part = await membersAfter(tx, part.at(-1)?.member ?? null))
    for (const { community, member, sealed } of part) {
      const person = openPerson(keys, community, sealed)
      const anew = keys.reseal(MEMBER, sealed)
      if (anew === null) continue
      await tx
        .updateTable('community_member')
        .set({ person_sealed: anew })
        .where('community_id', '=', community)
        .where('id', '=', member)
        .execute()
      await changeShelf(tx, keys, person, (all) => all)
      rows += 1
    }
  for (const { tag, shelf } of await tx
    .selectFrom('community_shelf')
    .select(['person_tag as tag', 'communities_sealed as shelf'])
    .execute()) {
    const anew = keys.reseal(SHELF, shelf)
    if (anew === null) continue
    await tx.updateTable('community_shelf').set({ communities_sealed: anew }).where('person_tag', '=', tag).execute()
    rows += 1
  }
  return rows
}

const anew = (keys: Keys, purpose: string, sealed: Buffer | null): Buffer | null =>
  sealed === null ? null : (keys.reseal(purpose, sealed) ?? sealed)

async function resealRequests(tx: Tx, keys: Keys): Promise<number> {
  const rows = await tx
    .selectFrom('community_request')
    .select(['community_id', 'id', 'person_sealed', 'answers_sealed', 'reason_sealed'])
    .execute()
  for (const row of rows)
    await tx
      .updateTable('community_request')
      .set({
        person_sealed: anew(keys, MEMBER, row.person_sealed) ?? row.person_sealed,
        answers_sealed: anew(keys, REQUEST, row.answers_sealed) ?? row.answers_sealed,
        reason_sealed: anew(keys, REQUEST, row.reason_sealed),
      })
      .where('community_id', '=', row.community_id)
      .where('id', '=', row.id)
      .execute()
  return rows.length
}

async function resealRemovals(tx: Tx, keys: Keys): Promise<number> {
  const rows = await tx.selectFrom('community_removal').selectAll().execute()
  for (const row of rows)
    await tx
      .updateTable('community_removal')
      .set({
        reason_sealed: anew(keys, REQUEST, row.reason_sealed) ?? row.reason_sealed,
        appeal_sealed: anew(keys, REQUEST, row.appeal_sealed),
        answer_sealed: anew(keys, REQUEST, row.answer_sealed),
      })
      .where('community_id', '=', row.community_id)
      .where('account_tag', '=', row.account_tag)
      .execute()
  return rows.length
}

async function resealInvitations(tx: Tx, keys: Keys): Promise<number> {
  const rows = await tx.selectFrom('community_invitation').select(['community_id', 'id', 'sentence_sealed']).execute()
  for (const row of rows)
    await tx
      .updateTable('community_invitation')
      .set({ sentence_sealed: anew(keys, SENTENCE, row.sentence_sealed) ?? row.sentence_sealed })
      .where('community_id', '=', row.community_id)
      .where('id', '=', row.id)
      .execute()
  return rows.length
}
