import { createTransport } from 'nodemailer'

export type Letter = {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly language: string
}
export type Mailer = { send(letter: Letter): Promise<void>; readonly delivers: boolean }

export function openMailer(smtpUrl: string | null, from: string): Mailer {
  if (smtpUrl === null) return { delivers: false, send: async () => undefined }
  const transport = createTransport(smtpUrl)
  return {
    delivers: true,
    async send({ to, subject, text, html, language }) {
      await transport.sendMail({
        from,
        to,
        subject,
        text,
        html,
        headers: { 'Content-Language': language, 'Auto-Submitted': 'auto-generated' },
      })
    },
  }
}
