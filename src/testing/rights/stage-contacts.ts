import { callAs, stranger } from './callers.ts'
import type { Stage } from './stage.ts'

const SENT = {
  contact: '00000000-0000-4000-8000-0000000000c1',
  open: '00000000-0000-4000-8000-0000000000c2',
  ask: '00000000-0000-4000-8000-0000000000c3',
}
export const CONTACT = { about: 'Papers', language: 'en', languages: ['en'], days: 3 }
type Naming = { readonly id: string; readonly link: string }
type Asked = { readonly id: string; readonly link: string }

/** What comes twice with the same id is one: each row of the table finds what the one before it found. */
const named = ({ hub, callers }: Stage, sending: string): Promise<Naming> =>
  callAs(hub, callers.Idrissa.actor)<Naming>('contacts.name', { sort: 'body', subject: hub.cast.bodies.lyon, sending, ...CONTACT })

/** A naming to which nobody agreed yet. */
export const openNaming = (stage: Stage): Promise<Naming> => named(stage, SENT.open)

/** Idrissa answers for Lyon. */
export async function contactOfLyon(stage: Stage): Promise<string> {
  const { id, link } = await named(stage, SENT.contact)
  const { hub, callers } = stage
  const row = await hub.db.selectFrom('named_contact').select('accepted_at').where('id', '=', id).executeTakeFirst()
  if (row?.accepted_at === null) await callAs(hub, callers.Idrissa.actor)('contacts.accept', { link })
  return id
}

/** What somebody without an account asked of Lyon. */
export async function questionToLyon(stage: Stage): Promise<Asked> {
  await contactOfLyon(stage)
  const { hub } = stage
  const { slug } = await hub.db.selectFrom('body').select('slug').where('id', '=', hub.cast.bodies.lyon).executeTakeFirstOrThrow()
  const words = { words: 'How do I register?', language: 'en', way: 'page', path: `/bodies/${slug}` }
  return callAs(hub, stranger)<Asked>('contacts.ask', { sending: SENT.ask, ...words })
}
