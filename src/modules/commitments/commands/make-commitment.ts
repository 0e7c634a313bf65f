import { all, yes } from '#base'
import { z } from 'zod'
import { keyOf, type SourceId, type Sources } from '../../../core/citable.ts'
import { command } from '../../../core/command.ts'
import type { Actor } from '../../../core/actor.ts'
import { refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { gatherings } from '../../gatherings/index.ts'
import { organisations } from '../../organisations/index.ts'
import { isLead, mayMake, officeOf } from '../policy.ts'
import { day, done, language, owner, sdgs, sending, sentOnce, uuid, wording } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { dayOf } from '../rules.ts'
import { doneWith, recordChange, told } from './record-change.ts'

const plan = {
  ...{ lead: uuid.describe('The body that leads it'), ...wording, language, owner, sdgs, startsOn: day, dueOn: day },
  edition: uuid.nullable().default(null).describe('The edition of a summit under which it is made'),
  source: z
    .object({ sort: z.string().min(1).max(60), id: z.string().min(1).max(120) })
    .nullable()
    .default(null)
    .describe('What it came of: a recommendation, an article'),
}

/** What it came of, and the edition under which it is made: that of its source, where none is named. */
async function frameOf(tx: Tx, sources: Sources, asked: { edition: string | null; source: SourceId | null }, actor: Actor) {
  const source = asked.source === null ? null : ((await sources.byIds(tx, [asked.source], actor.locale)).get(keyOf(asked.source)) ?? null)
  if (asked.source !== null && source?.state !== 'standing') return refuse(no('commitment.source-unknown'))
  const session = source?.session ?? null
  const of = session === null ? null : await gatherings.sessionById(tx, session, actor.locale)
  const edition = asked.edition ?? of?.editionId ?? null
  const seen = edition === null ? null : await gatherings.seenEdition(tx, { id: edition }, actor)
  if (edition !== null && seen === null) return refuse(no('commitment.edition-unknown'))
  return { source, session, edition, organiser: seen?.organiser ?? false }
}

export const makeCommitment = (sources: Sources) =>
  command({
    name: 'commitments.make',
    summary: 'Make a commitment in the name of a body; or, as who organises an edition, propose one to a body, which then agrees or not',
    route: 'POST /commitments',
    input: z.object({ sending, ...plan }),
    output: done,
    async facts(tx, { input, actor, outside }) {
      const body = (await organisations.bodyCards(tx, [input.lead], actor.locale)).get(input.lead)
      if (body === undefined || body.archived) return refuse(no('commitment.body-unknown'))
      const standing = await organisations.standingOf(tx, input.lead, actor.person)
      const id = sentOnce(outside, { scope: input.lead, sending: input.sending }, actor)
      const there = await tx.selectFrom('commitment').select('id').where('id', '=', id).executeTakeFirst()
      return { ...(await frameOf(tx, sources, input, actor)), standing, id, there: there !== undefined }
    },
    may: ({ input, actor, facts }) => all(mayMake(actor, facts), input.startsOn <= input.dueOn ? yes : no('commitment.days-in-order')),
    async run(tx, { input, facts, actor, now }) {
      const { id, source, session, edition } = facts
      // It came before: nothing is written twice.
      if (facts.there) return doneWith(id)
      const agreed = isLead(actor, facts)
      const office = agreed ? officeOf(facts.standing) : 'organiser'
      await tx
        .insertInto('commitment')
        .values({
          ...{ id, lead_body: input.lead, edition_id: edition, session_id: session, source_sort: source?.sort ?? null },
          ...{ source_id: source?.id ?? null, source_version: source?.version ?? null, state: agreed ? 'running' : 'proposed', version: 1 },
          ...{ language: input.language, starts_on: input.startsOn, due_on: input.dueOn, owner: input.owner, sdgs: input.sdgs },
          ...{
            made_at: now,
            accepted_on: agreed ? dayOf(now) : null,
            ended_on: null,
            merged_into: null,
            hidden_for: null,
            hidden_at: null,
          },
        })
        .execute()
      const { title, text } = input
      await tx
        .insertInto('commitment_text')
        .values({ commitment_id: id, language: input.language, version: 1, title, text, follows: null, written_at: now, office })
        .execute()
      await recordChange(tx, id, { kind: agreed ? 'made' : 'proposed', at: now, office })
      return doneWith(id)
    },
    tell: ({ actor, facts, result }) => {
      if (facts.there) return []
      return isLead(actor, facts) ? told('made', result.id) : told('proposed', result.id, { known: false })
    },
  })
