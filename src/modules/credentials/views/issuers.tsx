import { CopyText } from '../../../web/copy-text.tsx'
import { Form, ProblemNote, TextArea, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Crumb } from '../../../web/parts.tsx'
import { dayInWords } from '../../../web/time.tsx'
import type { Elsewhere } from '../queries/elsewhere.ts'
import { LEAST, LOWEST } from '../rules.ts'

type Values = Readonly<Record<string, string>>
type SecondProps = {
  readonly page: Page
  readonly path: string
  /** The id of the dialogue. */
  readonly id: string
  readonly values: Values
  readonly problem: Problem | undefined
}

/** For the convener of a draft: whose credential every voter needs besides that of this hub. */
export function SecondIssuerPage({ page, path, id, values, problem }: SecondProps) {
  const { say } = page
  return (
    <Layout page={page} title={say('issuer.second')} index={false}>
      <Crumb page={page} path={path}>
        {say('issuer.back')}
      </Crumb>
      <h1>{say('issuer.second')}</h1>
      <p class="lead">{say('issuer.second.lead')}</p>
      <ProblemNote page={page} problem={problem} />
      <p>{say('issuer.id.what')}</p>
      <dl class="facts">
        <dt>{say('issuer.id')}</dt>
        <dd>
          <CopyText say={say} text={id} />
        </dd>
      </dl>
      <Form page={page} action={href(page, `${path}/issuer`)} label={say('issuer.second')}>
        <TextField name="name" label={say('issuer.name')} hint={say('issuer.name.hint')} value={values['name']} problem={problem} />
        <TextArea name="key" label={say('issuer.key')} hint={say('issuer.key.hint')} value={values['key']} rows={6} problem={problem} />
        <p class="actions">
          <button>{say('issuer.keep')}</button>
        </p>
      </Form>
    </Layout>
  )
}

type ElsewhereProps = {
  readonly page: Page
  readonly all: readonly Elsewhere[]
  readonly least: number
  readonly values: Values
  readonly problem: Problem | undefined
}

/** For whoever runs the hub: giving credentials for a dialogue of another hub, and the least number here. */
export function ElsewherePage({ page, all, least, values, problem }: ElsewhereProps) {
  const { say } = page
  return (
    <Layout page={page} title={say('issuer.elsewhere')} index={false}>
      <Crumb page={page} path="/operator">
        {say('operator.title')}
      </Crumb>
      <h1>{say('issuer.elsewhere')}</h1>
      <p class="lead">{say('issuer.elsewhere.lead')}</p>
      <ProblemNote page={page} problem={problem} />
      {all.length === 0 ? <p class="empty">{say('issuer.elsewhere.none')}</p> : null}
      {all.map((one) => (
        <Given page={page} one={one} />
      ))}
      <h2>{say('issuer.begin')}</h2>
      <Form page={page} action={href(page, '/operator/credentials')} label={say('issuer.begin')}>
        <TextField name="hub" label={say('issuer.hub')} hint={say('issuer.name.hint')} value={values['hub']} problem={problem} required />
        <TextField
          name="dialogue"
          label={say('issuer.dialogue')}
          hint={say('issuer.dialogue.hint')}
          value={values['dialogue']}
          problem={problem}
          required
        />
        <TextField name="title" label={say('issuer.title')} value={values['title']} most={160} problem={problem} required />
        {(['closesOn', 'votingOpens', 'votingCloses'] as const).map((name) => (
          <TextField name={name} label={say(`issuer.${name}`)} type="date" value={values[name]} problem={problem} required />
        ))}
        <p class="actions">
          <button>{say('issuer.begin')}</button>
        </p>
      </Form>
      <h2 id="least">{say('issuer.least')}</h2>
      <p>{say('issuer.least.lead', { usual: LEAST, lowest: LOWEST })}</p>
      <Form page={page} action={href(page, '/operator/credentials/least')} label={say('issuer.least')}>
        <TextField
          name="least"
          label={say('issuer.least.number')}
          type="number"
          min={LOWEST}
          max={LEAST}
          value={String(least)}
          problem={problem}
        />
        <p class="actions">
          <button>{say('issuer.keep')}</button>
        </p>
      </Form>
    </Layout>
  )
}

function Given({ page, one }: { page: Page; one: Elsewhere }) {
  const { say } = page
  const words = one.state === 'ended' ? say('credentials.state.ended', { issued: one.asked ?? 0, roll: one.roll }) : null
  return (
    <section class="card">
      <h2 dir="auto">{one.title}</h2>
      <p>
        <bdi>{one.hub}</bdi> · {words ?? say('issuer.until', { day: dayInWords(page, one.closes) })}
      </p>
      <dl class="facts">
        <dt>{say('issuer.key')}</dt>
        <dd>
          <CopyText say={say} text={one.key} />
        </dd>
        <dt>{say('issuer.digest')}</dt>
        <dd>
          <code class="proof" dir="ltr">
            {one.digest}
          </code>
        </dd>
        {one.roots === null ? null : (
          <>
            <dt>{say('issuer.roots')}</dt>
            <dd>
              <p>
                <code class="proof" dir="ltr">
                  {one.roots.issuedRoot}
                </code>
              </p>
              <p>
                <code class="proof" dir="ltr">
                  {one.roots.emptyRoot}
                </code>
              </p>
            </dd>
          </>
        )}
      </dl>
    </section>
  )
}
