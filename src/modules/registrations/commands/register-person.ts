import { all } from '#base'
import { z } from 'zod'
import { command, type Known } from '../../../core/command.ts'
import { newCode } from '../../../core/paper-code.ts'
import { no as noCore, refuse, type FieldFault } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayComeBy, mayRegister } from '../policy.ts'
import { hashCode } from '../queries/codes.ts'
import { holderTags, ownOf, TICKET, TOLD, type Own } from '../queries/own.ts'
import { confirmedIn, demandEdition, planOf, questionsOf, type AskedQuestion } from '../queries/plan.ts'
import { mode, state, told, type Told } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { CODE_LENGTH, endOf } from '../rules.ts'
import type { Mode, PlaceState } from '../tables.ts'
import { confirmedEvents, fillPlaces } from './fill-places.ts'

const input = z.object({
  edition: z.uuid(),
  mode,
  quiet: z.boolean().default(false).describe('Counted, and named in no list'),
  letter: z.boolean().default(false).describe('Send the ticket by mail'),
  told: told.prefault({}),
})

/** Asked again it changes what was said before: so it may arrive twice. */
export const registerPerson = command({
  name: 'registrations.register',
  summary: 'Ask for a place in an edition by the name that you act under, or change what you said: once for each account',
  route: 'PUT /editions/{edition}/registration',
  limit: 'write',
  input,
  output: z.object({ state, mode }),
  async facts(tx, { input: { edition: id }, actor, outside }) {
    const seen = await demandEdition(tx, id, actor)
    const plan = await planOf(tx, id, true)
    const own = await ownOf(tx, id, actor, outside.keys)
    const questions = await questionsOf(tx, id)
    const confirmed: string[] = []
    return { edition: seen.edition, calledOff: seen.edition.state === 'called-off', plan, own, questions, confirmed }
  },
  may: ({ input: asked, actor, facts, now }) => all(mayRegister(actor, facts, now), mayComeBy(asked.mode, facts)),
  async run(tx, known) {
    const { input: asked, facts, now, outside } = known
    const faults = faultsIn(asked.told, facts.questions)
    if (faults[0] !== undefined) refuse(noCore('input.invalid', { field: faults[0].field }), faults)
    const next = await placeFor(tx, known)
    const id = facts.own?.id ?? outside.uuid()
    const said = { mode: asked.mode, quiet: asked.quiet, letter: asked.letter, state: next.state, asked_at: next.askedAt }
    if (facts.own === null) await insert(tx, known, id, said)
    else await tx.updateTable('registration').set(said).where('edition_id', '=', asked.edition).where('id', '=', id).execute()
    const sealed = outside.keys.seal(TOLD, JSON.stringify(asked.told))
    await tx
      .insertInto('registration_answer')
      .values({ edition_id: asked.edition, registration_id: id, sealed, ends_at: endOf(facts.edition) })
      .onConflict((oc) => oc.columns(['edition_id', 'registration_id']).doUpdateSet({ sealed }))
      .execute()
    const moved = await fillPlaces(tx, asked.edition, now)
    facts.confirmed.push(...(next.state === 'confirmed' && facts.own?.state !== 'confirmed' ? [id] : []), ...moved)
    return { state: next.state, mode: asked.mode }
  },
  tell: ({ input: asked, facts }) => [
    {
      kind: 'registrations.place.asked',
      scope: asked.edition,
      subject: asked.edition,
      data: {},
      visibility: 'internal',
      anonymous: true,
    },
    ...confirmedEvents(asked.edition, facts.confirmed),
  ],
})

type Facts = Awaited<ReturnType<(typeof registerPerson)['facts']>>
type Asked = Known<z.output<typeof input>, { readonly own: Own | null; readonly plan: Facts['plan'] }>

/** What becomes of it now: the row of the plan is held, so that what is counted here stays so until it is written. */
async function placeFor(tx: Tx, { input: asked, facts: { own, plan }, now }: Asked): Promise<{ state: PlaceState; askedAt: Date }> {
  const same = own !== null && own.mode === asked.mode
  if (own !== null && (same || own.state === 'asked')) return { state: own.state, askedAt: own.askedAt }
  if (own === null && plan?.byApproval === true) return { state: 'asked', askedAt: now }
  const most = plan?.places[asked.mode] ?? null
  if (most === null || (await confirmedIn(tx, asked.edition))[asked.mode] < most)
    return { state: 'confirmed', askedAt: own?.askedAt ?? now }
  // Nobody gives up the place they have for a line.
  if (own?.state === 'confirmed') refuse(no('registration.full'))
  return { state: 'waiting', askedAt: now }
}

type Said = { mode: Mode; quiet: boolean; letter: boolean; state: PlaceState; asked_at: Date }

async function insert(tx: Tx, { input: { edition }, actor, now, outside }: Asked, id: string, said: Said): Promise<void> {
  const { account, person } = actor
  const [tag] = account === null ? [] : holderTags(outside.keys, edition, account)
  if (person === null || tag === undefined) return refuse(noCore('sign-in.needed'))
  const code = newCode((limit) => outside.below(limit)).slice(0, CODE_LENGTH)
  await tx
    .insertInto('registration')
    .values({
      ...{ edition_id: edition, id, person_id: person, holder_tag: tag, ...said, moved_up: false },
      ...{ code_sealed: outside.keys.seal(TICKET, code), code_hash: hashCode(edition, code) },
      decided_at: said.state === 'confirmed' ? now : null,
    })
    .execute()
}

function faultsIn({ answers }: Told, questions: readonly AskedQuestion[]): readonly FieldFault[] {
  return questions.flatMap(({ id, sort, required, texts }): FieldFault[] => {
    const given = answers[id] ?? ''
    const field = `answer-${id}`
    if (given === '') return required ? [{ field, code: 'field.required', data: {} }] : []
    const known =
      sort === 'text' ||
      (sort === 'yes-no' ? /^(yes|no)$/.test(given) : /^\d{1,2}$/.test(given) && Number(given) < (texts[0]?.choices.length ?? 0))
    return known ? [] : [{ field, code: 'field.invalid', data: {} }]
  })
}
