import type { Verdict } from '#base'
import { Checkbox, Form, ProblemNote } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'

type Props = {
  readonly page: Page
  readonly mayLeave: Verdict
  /** No where the session is older than a quarter of an hour: nothing is erased at once then. */
  readonly mayErase: Verdict
  readonly problem: Problem | undefined
}

export function DeparturePage(props: Props) {
  const { page, mayLeave, problem } = props
  const { say } = page
  const { leavingAt } = page.actor
  return (
    <Layout page={page} title={say('account.leave-title')} index={false}>
      <p class="crumb">
        <a href={href(page, '/me')}>{say('account.title')}</a>
      </p>
      <h1>{say('account.leave-title')}</h1>
      <ProblemNote page={page} problem={problem} />
      {leavingAt === undefined ? <Asking page={page} mayLeave={mayLeave} /> : <Waiting page={page} leavingAt={leavingAt} />}
      {mayLeave.ok ? <AtOnce {...props} /> : null}
    </Layout>
  )
}

function Asking({ page, mayLeave }: Pick<Props, 'page' | 'mayLeave'>) {
  const { say } = page
  return (
    <>
      <p class="lead">{say('account.leave-what')}</p>
      <p>{say('departure.names')}</p>
      {mayLeave.ok ? (
        <Form page={page} action={href(page, '/me/departure')}>
          <Checkbox name="sure" label={say('account.leave-sure')} checked={false} />
          <p class="actions">
            <button type="submit" class="danger">
              {say('account.leave')}
            </button>
          </p>
        </Form>
      ) : (
        <p class="note">{say(mayLeave.refusal.code, mayLeave.refusal.data)}</p>
      )}
    </>
  )
}

function Waiting({ page, leavingAt }: { page: Page; leavingAt: Date }) {
  const { say } = page
  return (
    <>
      <p class="lead">
        {say('departure.on', { day: say.day(leavingAt, page.zone ?? page.homeZone) })} {say('departure.until')}
      </p>
      <p>
        <a href={href(page, '/me/data')}>{say('account.data')}</a>
      </p>
      <p>{say('departure.names')}</p>
      <section aria-labelledby="stay">
        <h2 id="stay">{say('departure.stay-title')}</h2>
        <Form page={page} action={href(page, '/me/departure/withdrawal')}>
          <p class="actions">
            <button type="submit">{say('leaving.keep')}</button>
          </p>
        </Form>
      </section>
    </>
  )
}

function AtOnce({ page, mayErase }: Props) {
  const { say } = page
  return (
    <section aria-labelledby="now">
      <h2 id="now">{say('departure.now-title')}</h2>
      <p>{say('departure.now-what')}</p>
      {mayErase.ok ? (
        <details>
          <summary>{say('departure.now-open')}</summary>
          <Form page={page} action={href(page, '/me/erasure')}>
            <Checkbox name="sure" label={say('departure.now-sure')} checked={false} />
            <p class="actions">
              <button type="submit" class="danger">
                {say('departure.now')}
              </button>
            </p>
          </Form>
        </details>
      ) : (
        <SignInAgain page={page} then="/me/departure" />
      )}
    </section>
  )
}

/** Whoever signed in long ago shows once more who they are, and comes back. */
export function SignInAgain({ page, then }: { page: Page; then: string }) {
  const { say } = page
  return (
    <div class="note">
      <p>{say('departure.again-why')}</p>
      <p>
        <a href={href(page, `/sign-in?again=1&then=${encodeURIComponent(then)}`)}>{say('ways-in.again')}</a>
      </p>
    </div>
  )
}
