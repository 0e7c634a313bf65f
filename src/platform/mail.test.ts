import { createServer, type Server } from 'node:net'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openMailer, underTls } from './mail.ts'

test.each([
  ['smtp://mail.example.org:587', 'smtp://mail.example.org:587?requireTLS=true'],
  ['smtp://user:pass@10.0.0.7:25', 'smtp://user:pass@10.0.0.7:25?requireTLS=true'],
  ['smtps://mail.example.org', 'smtps://mail.example.org'],
  ['smtp://localhost:2525', 'smtp://localhost:2525'],
  ['smtp://127.0.0.1:2525', 'smtp://127.0.0.1:2525'],
  ['smtp://[::1]:2525', 'smtp://[::1]:2525'],
  ['smtp://relay:25?ignoreTLS=true', 'smtp://relay:25?ignoreTLS=true'],
])('%s is asked for as %s', (given, asked) => {
  expect(underTls(given)).toBe(asked)
})

/** A server of mail that offers no TLS, and keeps what it was told. */
const heard: string[] = []
let server: Server
beforeAll(async () => {
  server = createServer((socket) => {
    socket.write('220 plain.example ESMTP\r\n')
    socket.on('data', (data) => {
      heard.push(String(data))
      socket.write(/^(EHLO|HELO)/i.test(String(data)) ? '250 plain.example\r\n' : '502 no\r\n')
    })
    socket.on('error', () => undefined)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
})
afterAll(() => server.close())

test('a server that offers no TLS is told nothing of the letter', async () => {
  const { port } = server.address() as AddressInfo
  const mailer = openMailer(`smtp://127.0.0.1:${port}?requireTLS=true`, 'Hub <hub@hub.test>')
  const letter = { to: 'mai@example.org', subject: 'A secret', text: 'x', html: 'x', language: 'en' }
  await expect(mailer.send(letter)).rejects.toThrow()
  expect(heard.join('')).not.toMatch(/MAIL FROM|mai@example/)
})

test('many letters share a few connections, which end with the hub', async () => {
  const [opened, taken]: [string[], string[]] = [[], []]
  const many = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onConnect({ id }, next) {
      opened.push(id)
      next()
    },
    onData(stream, { envelope }, done) {
      taken.push(envelope.rcptTo.map(({ address }) => address).join())
      stream.resume().on('end', () => done())
    },
  })
  const port = await new Promise<number>((ready) => {
    const listening = many.listen(0, '127.0.0.1', () => {
      const address = listening.address()
      ready(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
  const mailer = openMailer(`smtp://127.0.0.1:${port}`, 'Hub <hub@hub.test>')
  const to = Array.from({ length: 40 }, (_, n) => `member-${n}@example.org`)
  await Promise.all(to.map((one) => mailer.send({ to: one, subject: 'News', text: 'x', html: 'x', language: 'en' })))
  expect(taken.toSorted()).toEqual(to.toSorted())
  expect(opened.length).toBeLessThanOrEqual(3)
  mailer.close()
  // It waits for connections that are still open.
  await new Promise<void>((closed) => many.close(closed))
})
