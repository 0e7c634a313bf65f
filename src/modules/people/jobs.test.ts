import { afterEach, expect, test } from 'vitest'
import { openBooks } from '../../web/say.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { peopleOf } from './module.ts'

let hub: Hub
afterEach(() => hub.close())

const askFor = (email: string, locale: string) => hub.as(null, locale).post('/sign-in', { email })

test('a demonstration without mail shows the link on its console, and not whose it is', async () => {
  hub = await openHub({ mail: false, demo: true, publicUrl: 'https://hub.test' })
  const asked = await askFor('mai@example.org', 'fr')
  expect(await asked.text()).toContain('Cette démonstration n’envoie pas de courriel')
  await hub.settle()
  const { id } = await hub.db.selectFrom('sign_in_link').select('id').where('used_at', 'is', null).executeTakeFirstOrThrow()
  expect(hub.notes).toEqual([`Sign-in link asked for at 12:00: https://hub.test/fr/sign-in/${hub.runner.outside.keys.sign('sign-in', id)}`])
  expect(hub.letters).toEqual([])
})

test('a hub in earnest without mail says what is missing, and no link', async () => {
  hub = await openHub({ mail: false, demo: false })
  const asked = await askFor('mai@example.org', 'en')
  expect(await asked.text()).toContain('This hub cannot send mail yet')
  await hub.settle()
  expect(hub.notes).toEqual(['Someone asked for a sign-in link, and no mail can be sent: SMTP_URL is not set.'])
})

test('the letter goes to the address alone; a link that is used, too old or gone is not worth one', async () => {
  hub = await openHub()
  await askFor('mai@example.org', 'en')
  await hub.settle()
  expect(hub.letters.map(({ to, subject }) => [to, subject])).toEqual([['mai@example.org', 'Your link to sign in to Passerelle']])
  await askFor('mai@example.org', 'en')
  await hub.db.updateTable('sign_in_link').set({ used_at: NOON }).execute()
  await hub.settle()
  await askFor('mai@example.org', 'en')
  await hub.db.deleteFrom('sign_in_link').execute()
  await hub.settle()
  await askFor('mai@example.org', 'en')
  hub.setNow(new Date(NOON.getTime() + 15 * 60_000))
  await hub.settle()
  expect(hub.letters.length).toBe(1)
})

test('the sample letters are drawn in each language', async () => {
  hub = await openHub()
  const books = openBooks([new URL('../../web/messages/', import.meta.url), peopleOf([]).messages])
  for (const locale of books.locales) {
    const page = { say: books.say(locale), publicUrl: 'https://hub.example.org', hubName: 'Hub' }
    const letters = (peopleOf([]).letters ?? []).map((letter) => letter.draw(page))
    expect(letters.length).toBeGreaterThan(7)
    for (const { subject, text, html } of letters) {
      expect(subject).toContain('Hub')
      expect(text).toMatch(new RegExp(`https://hub.example.org/${locale}/(sign-in/|me|operator)`))
      expect(html).toContain(`<html lang="${locale}" dir="${locale === 'ar' ? 'rtl' : 'ltr'}">`)
    }
  }
})
