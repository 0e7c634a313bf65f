import { LYON, UNIT } from '../cast.ts'
import { doAsHub } from '../dialogues.ts'
import type { Hub } from '../hub.ts'
import { callAs, type Call, type Caller, type Callers } from './callers.ts'

type Invitation = { readonly id: string; readonly token: string }

export type Bodies = {
  readonly lyon: string
  readonly unit: string
  /** A body that nobody of the cast has to do with; the unit vouches for it. */
  readonly choir: { readonly id: string; readonly slug: string }
  /** One in the archive, which Idrissa put there. */
  readonly shelved: string
  /** An account elsewhere that Lyon lists. */
  readonly account: string
  readonly invitation: Invitation
  /** With which Samir hands his office over. */
  readonly handover: Invitation
}

export async function stageBodies(hub: Hub, callers: Callers): Promise<Bodies> {
  const [idrissa, aoife] = [callAs(hub, callers.Idrissa.actor), callAs(hub, callers.Aoife.actor)]
  const texts = [{ language: 'en', name: 'Galway Choir', summary: 'An invented choir.' }]
  const kept = { kind: 'charity', slug: 'galway-choir', texts }
  const choir = await doAsHub<Bodies['choir']>(hub, 'organisations.create-body', kept)
  const { path } = await idrissa<{ path: string }>('organisations.invite', { body: LYON, role: 'moderator' })
  const invited = await hub.db.selectFrom('invitation').select('id').where('role', '=', 'moderator').executeTakeFirstOrThrow()
  await idrissa('organisations.claim-domain', { body: LYON, domain: 'exemple.org' })
  const listed = { body: LYON, url: 'https://exemple.org/@lyon' }
  const { id: account } = await idrissa<{ id: string }>('organisations.list-account', listed)
  for (const body of [LYON, UNIT])
    await callAs(hub, callers.Gift.actor)('organisations.attest', { body, reason: 'Their statutes lie here.' })
  await aoife('organisations.vouch', { body: choir.slug, voucher: UNIT })
  // The unit invites Lyon to be its chapter.
  await aoife('organisations.propose-chapter', { umbrella: UNIT, chapter: LYON, side: 'umbrella' })
  await writeCharters(idrissa, callAs(hub, callers.Gift.actor))
  const shelved = await shelve(hub, callers.Idrissa)
  const invitation = { id: invited.id, token: path.split('/').at(-1) ?? '' }
  return { lyon: LYON, unit: UNIT, choir, shelved, account, invitation, handover: await handOver(hub, callers.Samir) }
}

/** The charter of Lyon, and what is written for its next version and for the first one of the hub. */
async function writeCharters(steward: Call, operator: Call): Promise<void> {
  const draft = { language: 'fr', text: 'Nous parlons des idées.', changed: 'Une phrase.' }
  await steward('charters.write-draft', { ...draft, body: LYON })
  await steward('charters.publish-version', { body: LYON })
  await steward('charters.write-draft', { ...draft, body: LYON })
  await operator('charters.write-draft', draft)
}

async function shelve(hub: Hub, { actor }: Caller): Promise<string> {
  const texts = [{ language: 'en', name: 'Limerick Rowers', summary: 'An invented club that rests.' }]
  const { slug } = await doAsHub<{ slug: string }>(hub, 'organisations.create-body', { kind: 'youth', slug: 'limerick-rowers', texts })
  await doAsHub(hub, 'organisations.appoint', { body: slug, person: actor.person, role: 'steward' })
  await callAs(hub, actor)('organisations.archive-body', { body: slug, sure: true })
  return slug
}

async function handOver(hub: Hub, { actor }: Caller): Promise<Invitation> {
  const office = { body: UNIT, person: actor.person, role: 'moderator' }
  const { id, path } = await callAs(hub, actor)<{ id: string; path: string }>('organisations.offer-office', office)
  return { id, token: path.split('/').at(-1) ?? '' }
}
