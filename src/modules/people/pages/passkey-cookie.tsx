import { dropCookie, readCookie, writeCookie } from '../../../web/cookies.ts'
import { readForm } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import type { PageContext } from '../../../web/page.ts'
import { QUESTION_MINUTES } from '../rules.ts'

type Asked = { readonly question: string; readonly publicKey: object }

/** The question goes to the device, its signature stays in a cookie: only the browser that was asked can bring the answer. */
export function askDevice(c: PageContext, kit: Kit, { question, publicKey }: Asked): Response {
  writeCookie(c, 'passkey', question, { secure: kit.secureCookies, days: QUESTION_MINUTES / (24 * 60) })
  c.header('cache-control', 'no-store')
  return c.json({ publicKey })
}

/** What the device answered, beside the question that this browser holds; it is asked once, so the cookie goes. */
export async function answerOfDevice(c: PageContext, kit: Kit) {
  const form = await readForm(c)
  const question = readCookie(c, 'passkey', kit.secureCookies) ?? ''
  dropCookie(c, 'passkey', kit.secureCookies)
  return { form, question, answer: jsonIn(form.text('answer')) }
}

/** Null for what is no JSON; the deed then refuses it. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
