import type { Id } from '#base'
import { theHub, type Actor } from '../core/actor.ts'
import type { Event } from '../core/event.ts'
import type { Runner } from '../core/perform.ts'
import { operationNamed } from '../main/rooms.ts'
import { people } from '../modules/people/index.ts'

/** Known to every test: Ana has no account, so she is `null` in `as(null)`. */
export const CAST = {
  gift: 'Gift',
  aoife: 'Aoife',
  idrissa: 'Idrissa',
  mai: 'Mai',
  samir: 'Samir',
  niamh: 'Niamh',
} as const
export type CastName = keyof typeof CAST

export type Member = { readonly session: string; readonly person: Id<'person'>; readonly actor: Actor }
export type Cast = { readonly members: ReadonlyMap<CastName, Member>; readonly bodies: { readonly unit: string; readonly lyon: string } }

/** Whoever of the cast bears that name. */
export function memberNamed({ members }: Cast, name: CastName): Member {
  const member = members.get(name)
  if (member === undefined) throw new Error(`${name} is not of the cast`)
  return member
}

export const UNIT = 'department-of-the-diaspora'
export const LYON = 'pulaar-lyon'

/** Everybody signs in once, by the deeds that a page uses; Aoife and Idrissa are stewards, Samir moderates, Niamh convenes, Mai belongs to Lyon. */
export async function seatCast(runner: Runner): Promise<Cast> {
  const members = new Map<CastName, Member>()
  const owner = await call<{ path: string }>(runner, 'people.make-owner-link', {}, theHub)
  const token = owner.path.split('/').at(-1)
  const gift = await call<Signed>(runner, 'people.use-owner-link', { token, email: 'gift@example.org', name: CAST.gift }, stranger)
  members.set('gift', await memberOf(runner, gift, true))
  for (const name of ['aoife', 'idrissa', 'mai', 'samir', 'niamh'] as const)
    members.set(name, await seatNew(runner, `${name}@example.org`, CAST[name]))
  const unit = await body(runner, { slug: UNIT, kind: 'government-unit', name: 'Department of the Diaspora' })
  const lyon = await body(runner, { slug: LYON, kind: 'home-town', name: 'Pulaar Lyon' })
  const appoint = async (name: CastName, slug: string, role: string) =>
    call(runner, 'organisations.appoint', { body: slug, person: members.get(name)?.person, role }, theHub)
  await appoint('aoife', UNIT, 'steward')
  await appoint('idrissa', LYON, 'steward')
  await appoint('samir', UNIT, 'moderator')
  await appoint('niamh', UNIT, 'convener')
  const [idrissa, mai] = [members.get('idrissa'), members.get('mai')]
  if (idrissa !== undefined && mai !== undefined) {
    const { path } = await call<{ path: string }>(runner, 'organisations.invite', { body: LYON, role: 'member' }, idrissa.actor)
    await call(runner, 'organisations.accept-invitation', { body: LYON, token: path.split('/').at(-1) }, mai.actor)
  }
  return { members, bodies: { unit, lyon } }
}

type Signed = { readonly session: string; readonly person: Id<'person'> }

const stranger: Actor = { ...theHub, operator: false }

async function call<T = unknown>(runner: Runner, name: string, input: unknown, actor: Actor): Promise<T> {
  return (await operationNamed(name).invoke(runner, input, actor)) as T
}

async function body(runner: Runner, { slug, kind, name }: { slug: string; kind: string; name: string }): Promise<string> {
  const texts = [{ language: 'en', name, summary: 'An invented body.' }]
  return (await call<{ id: string }>(runner, 'organisations.create-body', { slug, kind, texts }, theHub)).id
}

/** The link's id travels in the event; the mail that would carry its token is not sent. */
export async function signUp(runner: Runner, email: string, newcomerName: string): Promise<Signed> {
  const told: Event[] = []
  await call({ ...runner, deliver: async (_tx, events) => void told.push(...events) }, 'people.request-sign-in-link', { email }, stranger)
  const token = runner.outside.keys.sign('sign-in', told[0]?.subject ?? '')
  return call<Signed>(runner, 'people.use-sign-in-link', { token, newcomerName }, stranger)
}

/** Somebody more, who signs in for the first time. */
export const seatNew = async (runner: Runner, email: string, name: string): Promise<Member> =>
  memberOf(runner, await signUp(runner, email, name), false)

async function memberOf(runner: Runner, { session, person }: Signed, operator: boolean): Promise<Member> {
  const account = (await people.accountOf(runner.db, person)) as Id<'account'> | null
  const actor: Actor = { account, person, operator, locale: 'en', guestKey: () => null }
  return { session, person, actor }
}
