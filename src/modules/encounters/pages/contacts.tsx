import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { no as noFromHub, refuse } from '../../../core/refused.ts'
import type { Front, Kit } from '../../../web/manifest.ts'
import { goTo, href, type Env } from '../../../web/page.ts'
import { endContact } from '../commands/end-contact.ts'
import { contactsOf } from '../queries/contacts.ts'
import { ContactsPage } from '../views/contacts-page.tsx'
import { idAt } from './place.ts'

/** What stays of networking: contacts that both kept. */
export function contactPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/me/contacts', async (c) => {
    const { page } = c.var
    if (page.actor.person === null) return refuse(noFromHub('sign-in.needed'))
    c.header('cache-control', 'private, no-store')
    return c.html(<ContactsPage page={page} contacts={await contactsOf(kit.runner.db, kit.runner.outside.keys, page.actor)} />)
  })
  app.post('/me/contacts/:contact/ending', async (c) => {
    await perform(kit.runner, endContact, { contact: idAt(c, 'contact') }, c.var.page.actor)
    return goTo(c, '/me/contacts')
  })
  return app
}

/** At the top of a reader's own page, for whoever has some. */
export const ownNote: Front = async (kit, page) => {
  const contacts = await contactsOf(kit.runner.db, kit.runner.outside.keys, page.actor)
  if (contacts.length === 0) return null
  return (
    <p>
      <a href={href(page, '/me/contacts')}>{page.say('contacts.note', { count: contacts.length })}</a>
    </p>
  )
}
