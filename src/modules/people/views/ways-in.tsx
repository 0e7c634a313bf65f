import type { Verdict } from '#base'
import type { Child } from 'hono/jsx'
import { Form, ProblemNote, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { MyWaysIn } from '../queries/my-ways-in.ts'
import { PassKey } from './pass-key.tsx'

type Props = {
  readonly page: Page
  readonly ways: MyWaysIn
  /** No where the session is older than a quarter of an hour: then the page shows, and changes names only. */
  readonly mayChange: Verdict
  readonly byPasskey: boolean
  readonly problem: Problem | undefined
  /** Sections of other rooms. */
  readonly further: readonly Child[]
}

export function WaysInPage(props: Props) {
  const { page, mayChange, problem } = props
  const { say } = page
  return (
    <Layout page={page} title={say('ways-in.title')} scripts={['passkey.js']} index={false}>
      <p class="crumb">
        <a href={href(page, '/me')}>{say('account.title')}</a>
      </p>
      <h1>{say('ways-in.title')}</h1>
      <p class="lead">{say('ways-in.lead')}</p>
      <ProblemNote page={page} problem={problem} />
      {mayChange.ok ? null : (
        <div class="note">
          <p>{say('ways-in.again-why')}</p>
          <p>
            <a href={href(page, `/sign-in?again=1&then=${encodeURIComponent('/me/ways-in')}`)}>{say('ways-in.again')}</a>
          </p>
        </div>
      )}
      <Passkeys {...props} />
      {[...props.further]}
      <Codes {...props} />
    </Layout>
  )
}

function Passkeys({ page, ways, mayChange, byPasskey, problem }: Props) {
  const { say } = page
  return (
    <section aria-labelledby="passkeys">
      <h2 id="passkeys">{say('passkey.title')}</h2>
      <p>{say('passkey.what')}</p>
      {ways.passkeys.length === 0 ? null : (
        <ul class="rows">
          {ways.passkeys.map((one) => (
            <OneKey page={page} one={one} mayRemove={mayChange.ok} />
          ))}
        </ul>
      )}
      {byPasskey ? null : <p class="note">{say('passkey.no-name')}</p>}
      {byPasskey && mayChange.ok ? (
        <PassKey page={page} question="/me/passkeys/question" action="/me/passkeys" deed="create" without={say('passkey.without')}>
          <TextField
            name="name"
            label={say('passkey.name')}
            hint={say('passkey.name-hint')}
            value=""
            problem={problem}
            most={40}
            autocomplete="off"
            required
          />
          <p class="actions">
            <button type="submit">{say('passkey.add')}</button>
          </p>
        </PassKey>
      ) : null}
    </section>
  )
}

function OneKey({ page, one, mayRemove }: { page: Page; one: MyWaysIn['passkeys'][number]; mayRemove: boolean }) {
  const { say } = page
  const path = `/me/passkeys/${one.passkey}`
  const mark = `key-${one.passkey}`
  return (
    <li>
      <p id={mark}>
        <strong>
          <bdi>{one.name}</bdi>
        </strong>
        <br />
        <span class="quiet">
          {say('passkey.made', { day: dayOf(page, one.madeAt) })}{' '}
          {one.usedAt === null ? say('passkey.not-used') : say('passkey.used', { day: dayOf(page, one.usedAt) })}
        </span>
      </p>
      <details>
        <summary aria-describedby={mark}>{say('passkey.change')}</summary>
        <Form page={page} action={href(page, `${path}/name`)}>
          <TextField name="name" id={mark} label={say('passkey.name')} value={one.name} most={40} autocomplete="off" required />
          <p class="actions">
            <button type="submit" class="quiet">
              {say('passkey.rename')}
            </button>
          </p>
        </Form>
        {mayRemove ? (
          <Form page={page} action={href(page, `${path}/removal`)}>
            <p>{say('passkey.remove-what')}</p>
            <p class="actions">
              <button type="submit" class="danger" aria-describedby={mark}>
                {say('passkey.remove')}
              </button>
            </p>
          </Form>
        ) : null}
      </details>
    </li>
  )
}

function Codes({ page, ways: { codes }, mayChange }: Props) {
  const { say } = page
  return (
    <section aria-labelledby="codes">
      <h2 id="codes">{say('recovery-codes.heading')}</h2>
      <p>{say('recovery-codes.what')}</p>
      {codes.madeAt === null ? null : (
        <p>
          {say('recovery-codes.left', { left: codes.left, made: codes.made, day: dayOf(page, codes.madeAt) })}{' '}
          {codes.usedAt === null ? null : say('recovery-codes.last-used', { day: dayOf(page, codes.usedAt) })}
        </p>
      )}
      {mayChange.ok ? (
        <Form page={page} action={href(page, '/me/recovery-codes')}>
          {codes.madeAt === null ? null : <p class="hint">{say('recovery-codes.anew-what')}</p>}
          <p class="actions">
            <button type="submit" class={codes.madeAt === null ? undefined : 'quiet'}>
              {codes.madeAt === null ? say('recovery-codes.make') : say('recovery-codes.anew')}
            </button>
          </p>
        </Form>
      ) : null}
    </section>
  )
}

/** Days are kept as days of UTC; in another zone they could be shown as the day before. */
const dayOf = (page: Page, at: Date): string => page.say.day(at, 'UTC')
