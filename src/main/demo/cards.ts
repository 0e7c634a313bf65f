import type { Actor } from '../../core/actor.ts'
import type { DemoCard, DemoPerson } from './parts.ts'
import { DAY_MS, type Speaker, type Staff, type Stage } from './stage.ts'

/** Before the first edition of the summit was held: some of them spoke there. */
const JOINED_DAYS_AGO = 380

/** People sign up, choose who may see them, tell of themselves and join bodies. What comes back: who speaks, by the key that statements name. */
export async function playPeople(
  stage: Stage,
  people: readonly DemoPerson[],
  staff: ReadonlyMap<string, Staff>,
): Promise<ReadonlyMap<string, Speaker>> {
  const at = new Date(stage.today.getTime() - JOINED_DAYS_AGO * DAY_MS)
  const speakers = new Map<string, Speaker>()
  for (const [slug, { steward, bodyId }] of staff)
    speakers.set(slug, { actor: steward, voice: { sort: 'office', body: bodyId, office: 'steward' } })
  const speak = (key: string, actor: Actor) => speakers.set(key, { actor, voice: { sort: 'name', person: actor.person } })
  for (const { pseudonym, ...person } of people) {
    const actor = await stage.signUp(person, at)
    await playCard({ stage, at, actor, staff }, person)
    speak(person.key, actor)
    if (pseudonym === undefined) continue
    const made = await stage.call<{ person: Actor['person'] }>('people.make-identity', { name: pseudonym.name }, { actor, at })
    const other = { ...actor, person: made.person }
    await playCard({ stage, at, actor: other, staff }, pseudonym)
    speak(pseudonym.key, other)
  }
  return speakers
}

type Scene = { readonly stage: Stage; readonly at: Date; readonly actor: Actor; readonly staff: ReadonlyMap<string, Staff> }

async function playCard({ stage, at, actor, staff }: Scene, card: DemoCard): Promise<void> {
  const by = { actor, at }
  await stage.call('profiles.choose-audience', { audience: card.audience }, by)
  const words = await stage.call<readonly { facet: string; version: string }[]>('profiles.consent-words', {}, by)
  for (const { facet, values, audience } of card.facets ?? []) {
    const agreed = words.find((one) => one.facet === facet)?.version
    await stage.call('profiles.save-facet', { facet, values, audience, agreed }, by)
  }
  if (card.hidesFromGovernments === true) await stage.call('profiles.hide-from', { from: 'governments' }, by)
  const host = staff.get(card.memberOf ?? '')
  if (host === undefined) return
  const invitation = { body: card.memberOf, role: 'member' }
  const { path } = await stage.call<{ path: string }>('organisations.invite', invitation, { actor: host.steward, at })
  await stage.call('organisations.accept-invitation', { body: card.memberOf, token: path.split('/').at(-1) }, by)
}
