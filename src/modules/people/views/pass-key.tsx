import type { Child } from 'hono/jsx'
import { Form } from '../../../web/fields.tsx'
import { href, type Page } from '../../../web/page.ts'

type Props = {
  readonly page: Page
  /** Where the question comes from, and where the answer goes. */
  readonly question: string
  readonly action: string
  readonly deed: 'get' | 'create'
  /** What else works, for browsers without scripts or without passkeys. */
  readonly without: string
  readonly children?: Child
}

/** A form that a script fills in with what the device says; until the script is there, a sentence stands in its place. */
export function PassKey({ page, question, action, deed, without, children }: Props) {
  const { say } = page
  return (
    <pass-key
      data-question={href(page, question)}
      data-deed={deed}
      data-failed={say('passkey.failed')}
      data-cancelled={say('passkey.cancelled')}
      data-known={say('passkey.known')}
    >
      <p class="quiet" data-without="">
        {without}
      </p>
      <div data-with="" hidden>
        <Form page={page} action={href(page, action)}>
          <input type="hidden" name="answer" value="" />
          {children}
        </Form>
      </div>
    </pass-key>
  )
}
