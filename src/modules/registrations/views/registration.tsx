import type { Verdict } from '#base'
import type { Child } from 'hono/jsx'
import { ProblemNote } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Day, PlaceMoment } from '../../../web/time.tsx'
import type { EditionCard } from '../../gatherings/index.ts'
import type { Own, Reason } from '../queries/own.ts'
import type { AskedQuestion, Plan } from '../queries/plan.ts'
import { MODES, phaseOf } from '../rules.ts'
import type { Mode } from '../tables.ts'
import { RegistrationForm, type RegistrationValues } from './registration-form.tsx'
import { Crumb, DeedButton, Link } from './pieces.tsx'

export type RegistrationProps = {
  readonly page: Page
  readonly edition: EditionCard
  readonly plan: Plan
  readonly full: Readonly<Record<Mode, boolean>>
  readonly own: Own | null
  /** Why the place was declined. */
  readonly reason: Reason | null
  readonly readings: readonly Date[]
  readonly may: Verdict
  readonly questions: readonly AskedQuestion[]
  readonly values: RegistrationValues
  readonly organiser: boolean
  readonly problem?: Problem | undefined
}

export function RegistrationPage(props: RegistrationProps) {
  const { page, edition, plan, own, may, organiser, problem } = props
  const { say } = page
  const at = `${edition.path}/registration`
  const mine = own !== null && !own.otherName
  return (
    <Layout page={page} title={say('registration.title')} description={say('registration.description')} scripts={['times.js']}>
      <Crumb page={page} edition={edition} />
      <h1>{say('registration.title')}</h1>
      <PlanFacts {...props} />
      <p class="actions">
        <a href={href(page, `${at}/numbers`)}>{say('registration.numbers')}</a>
        <a href={href(page, `${edition.path}/agenda`)}>{say('agenda.title')}</a>
        {organiser ? <a href={href(page, `${at}/desk`)}>{say('registration.desk')}</a> : null}
      </p>
      {mine ? <OwnPlace {...props} own={own} /> : null}
      <ProblemNote page={page} problem={problem} />
      {may.ok ? (
        mine ? (
          <details open={problem !== undefined}>
            <summary>
              <h2>{say('registration.change')}</h2>
            </summary>
            <RegistrationForm {...props} plan={plan} action={at} />
          </details>
        ) : (
          <section>
            <h2>{say('registration.register')}</h2>
            <RegistrationForm {...props} plan={plan} action={at} />
          </section>
        )
      ) : mine && own.state === 'declined' ? null : (
        <Refusal page={page} may={may} path={at} />
      )}
    </Layout>
  )
}

function Refusal({ page, may, path }: { page: Page; may: Extract<Verdict, { ok: false }>; path: string }) {
  const { say } = page
  const signIn = may.refusal.code === 'sign-in.needed'
  return (
    <>
      <p class="note">{say(signIn ? 'registration.sign-in' : may.refusal.code, may.refusal.data)}</p>
      {signIn ? (
        <p class="actions">
          <a class="button" href={href(page, `/sign-in?then=${encodeURIComponent(path)}`)}>
            {say('sign-in.do')}
          </a>
        </p>
      ) : null}
    </>
  )
}

function PlanFacts({ page, edition, plan, full }: RegistrationProps) {
  const { say } = page
  const phase = phaseOf(plan, page.now)
  return (
    <>
      <p class={edition.state === 'called-off' ? 'status late' : 'status'}>
        <strong>{say(edition.state === 'called-off' ? 'registration.called-off' : `registration.phase.${phase}`)}</strong>
      </p>
      <dl class="facts">
        <dt>{say('registration.opens')}</dt>
        <dd>
          <PlaceMoment page={page} at={plan.opensAt} zone={edition.zone} />
        </dd>
        <dt>{say('registration.closes')}</dt>
        <dd>
          <PlaceMoment page={page} at={plan.closesAt} zone={edition.zone} />
        </dd>
        {MODES.map((mode) => (
          <>
            <dt>{say(`registration.mode.${mode}`)}</dt>
            <dd>
              {placesLine(page, plan.places[mode])}
              {full[mode] && plan.places[mode] !== 0 ? <> {say('registration.full-now')}</> : null}
            </dd>
          </>
        ))}
        <dt>{say('registration.how')}</dt>
        <dd>{say(plan.byApproval ? 'registration.by-approval' : 'registration.at-once')}</dd>
      </dl>
    </>
  )
}

const placesLine = ({ say }: Page, most: number | null): string =>
  most === null ? say('registration.no-limit') : most === 0 ? say('registration.not-this-way') : say('registration.places', { count: most })

function OwnPlace({ page, edition, own, reason, readings }: RegistrationProps & { own: Own }) {
  const { say } = page
  const at = `${edition.path}/registration`
  const lines: Child[] = readings.map((reading) => (
    <li>
      <Day page={page} at={reading} />
    </li>
  ))
  return (
    <section class="card">
      <h2>{say('registration.yours')}</h2>
      <p class={own.state === 'declined' ? 'status late' : 'status'}>
        <strong>{say(`registration.state.${own.state}`)}</strong>
      </p>
      {reason === null ? null : (
        <>
          <p>{say('registration.reason')}</p>
          <InLanguage as="blockquote" language={reason.language} class="as-written">
            {reason.text}
          </InLanguage>
        </>
      )}
      <p>
        {say(`registration.as.${own.mode}`)} {own.quiet ? say('registration.quiet-now') : null}
      </p>
      {own.state === 'confirmed' ? (
        <p class="actions">
          <a class="button" href={href(page, `${at}/ticket`)}>
            {say('ticket.show')}
          </a>
        </p>
      ) : null}
      {lines.length === 0 ? null : (
        <details>
          <summary>{say('registration.read-by-organisers', { count: lines.length })}</summary>
          <ul>{lines}</ul>
        </details>
      )}
      <details>
        <summary>{say('registration.cancel')}</summary>
        <p>{say('registration.cancel-what')}</p>
        <DeedButton page={page} action={`${at}/cancellation`} label={say('registration.cancel-do')} look="danger" />
      </details>
    </section>
  )
}

type NumbersProps = { readonly page: Page; readonly edition: EditionCard; readonly plan: Plan }

/** The same page for everybody, whoever asks. */
export function NumbersPage({ page, edition, plan }: NumbersProps) {
  const { say } = page
  return (
    <Layout page={page} title={say('registration.numbers')}>
      <Crumb
        page={page}
        edition={edition}
        more={
          <Link page={page} path={`${edition.path}/registration`}>
            {say('registration.title')}
          </Link>
        }
      />
      <h1>{say('registration.numbers')}</h1>
      <dl class="numbers">
        {MODES.map((mode) => (
          <div>
            <dt>{say(`registration.mode.${mode}`)}</dt>
            <dd>{plan.shown[mode] === 0 ? say('registration.fewer') : say('registration.about', { count: plan.shown[mode] })}</dd>
          </div>
        ))}
      </dl>
      <p>{say('registration.numbers-why')}</p>
    </Layout>
  )
}
