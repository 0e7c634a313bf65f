import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'

/** A mail server that can go away and come back under the same address. */
export type PostOffice = {
  readonly url: string
  /** To whom, and the token of the sign-in link in it. */
  readonly letters: { readonly to: string; readonly token: string }[]
  shut(): Promise<void>
  open(): Promise<void>
}

export async function openPostOffice(): Promise<PostOffice> {
  const letters: { to: string; token: string }[] = []
  let server: SMTPServer | null = null
  let port = 0
  const open = async () => {
    const opened = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onData(stream, { envelope }, done) {
        const take = (raw: string): void => {
          const plain = raw.replaceAll('=\r\n', '').replaceAll('=3D', '=')
          const token = /\/sign-in\/([\w.-]+)/.exec(plain)?.[1] ?? ''
          letters.push({ to: envelope.rcptTo.map(({ address }) => address).join(), token })
          done()
        }
        // Whoever was killed in the middle of a letter has not sent it.
        text(stream).then(take, done)
      },
    })
    opened.on('error', () => undefined)
    server = opened
    port = await new Promise<number>((ready) => {
      const listening = opened.listen(port, '127.0.0.1', () => {
        const address = listening.address()
        ready(typeof address === 'object' && address !== null ? address.port : 0)
      })
    })
  }
  await open()
  return {
    url: `smtp://127.0.0.1:${port}`,
    letters,
    open,
    shut: () => new Promise((done) => (server === null ? done() : server.close(() => done()))),
  }
}
