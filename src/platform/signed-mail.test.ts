import { generateKeyPairSync } from 'node:crypto'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkDkim } from '../testing/dkim.ts'
import { openLetterBox, type LetterBox } from '../testing/letters.ts'
import { LetterRefused, openMailer } from './mail.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const dkim = { domain: 'hub.example.org', selector: 'hub', privateKey: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString() }
const FROM = 'Hub <hub@hub.example.org>'
const LETTER = {
  ...{ to: 'mai@example.org', subject: 'Nouveautés', text: 'Bonjour  à vous.\n\n', html: '<p>Bonjour</p>', language: 'fr' },
  ...{ stop: 'https://hub.example.org/fr/letters/stop/x', stopSubject: 'stop%20x', id: 'one', comesBackAs: 'abc' },
}

let box: LetterBox
beforeAll(async () => {
  box = await openLetterBox()
})
afterAll(() => box.close())

test('a letter is signed over all that a mail program obeys, and the signature holds', async () => {
  const mailer = openMailer(box.url, FROM, { dkim, bounceAddress: 'bounce@hub.example.org' })
  await mailer.send(LETTER)
  mailer.close()
  const [letter] = box.letters.splice(0)
  const checked = checkDkim(letter?.raw ?? Buffer.of(), publicKey)
  expect(checked).toMatchObject({ domain: 'hub.example.org', selector: 'hub', bodyHolds: true, signatureHolds: true })
  expect(checked?.signed).toEqual(
    expect.arrayContaining(['from', 'to', 'subject', 'date', 'message-id', 'list-unsubscribe', 'list-unsubscribe-post']),
  )
  expect(letter?.from).toBe('bounce+abc@hub.example.org')
  expect(letter?.headers.get('list-unsubscribe')?.replaceAll(/\s+/g, ' ')).toBe(
    '<https://hub.example.org/fr/letters/stop/x>, <mailto:bounce@hub.example.org?subject=stop%20x>',
  )
  expect(letter?.headers.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click')
  // Somebody on the way turns the link elsewhere, or the words.
  const text = letter?.raw.toString('latin1') ?? ''
  const turned = (from: string, to: string) => {
    expect(text, `for ${from}`).toContain(from)
    return checkDkim(Buffer.from(text.replace(from, to), 'latin1'), publicKey)
  }
  expect(turned('/letters/stop/x>', '/letters/stop/y>')).toMatchObject({ signatureHolds: false })
  expect(turned('List-Unsubscribe=One-Click', 'List-Unsubscribe=Two-Click')).toMatchObject({ signatureHolds: false })
  expect(turned('<p>Bonjour</p>', '<p>Bonsoir</p>')).toMatchObject({ bodyHolds: false })
})

test('without the configuration nothing is signed, and a letter comes back to whom it is from', async () => {
  const mailer = openMailer(box.url, FROM)
  await mailer.send(LETTER)
  mailer.close()
  const [letter] = box.letters.splice(0)
  expect([checkDkim(letter?.raw ?? Buffer.of(), publicKey), letter?.from, letter?.headers.get('list-unsubscribe')]).toEqual([
    null,
    'hub@hub.example.org',
    '<https://hub.example.org/fr/letters/stop/x>',
  ])
  expect([mailer.takesBack, openMailer(null, FROM, { bounceSecret: 'a'.repeat(24) }).takesBack?.('b')]).toEqual([undefined, false])
})

test('what a server refuses for good is told by its code, without its words; what is of the moment, or about the hub, is not that', async () => {
  const answers: ReadonlyMap<string, readonly [number, string]> = new Map([
    ['nobody@example.org', [550, '5.1.1 <nobody@example.org> unknown']],
    ['full@example.org', [552, 'Mailbox full']],
    ['later@example.org', [450, '4.2.0 Greylisted']],
  ])
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onMailFrom: ({ address }, _session, done) =>
      done(address.startsWith('bad') ? Object.assign(new Error('Not you'), { responseCode: 550 }) : null),
    onRcptTo({ address }, _session, done) {
      const [responseCode, words] = answers.get(address) ?? []
      done(responseCode === undefined ? null : Object.assign(new Error(words), { responseCode }))
    },
    onData: (stream, _session, done) =>
      void stream.resume().on('end', () => done(Object.assign(new Error('5.6.0 Not that'), { responseCode: 554 }))),
  })
  const port = await new Promise<number>((ready) => {
    const listening = server.listen(0, '127.0.0.1', () => {
      const address = listening.address()
      ready(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
  const outcome = (from: string, to: string) => {
    const mailer = openMailer(`smtp://127.0.0.1:${port}`, from)
    return mailer
      .send({ ...LETTER, to })
      .catch((error: unknown) => (error instanceof LetterRefused ? [error.status, /@|unknown/.test(error.message)] : 'tried again'))
      .finally(() => mailer.close())
  }
  expect([
    await outcome(FROM, 'nobody@example.org'),
    await outcome(FROM, 'full@example.org'),
    await outcome(FROM, 'later@example.org'),
    await outcome(FROM, 'words@example.org'),
    await outcome('Hub <bad@hub.example.org>', 'mai@example.org'),
  ]).toEqual([['5.1.1', false], ['5.0.0', false], 'tried again', ['5.6.0', false], 'tried again'])
  await new Promise<void>((closed) => server.close(closed))
})
