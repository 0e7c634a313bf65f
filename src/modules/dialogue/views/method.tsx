import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'

export type MethodProps = {
  readonly page: Page
  readonly slug: string
  readonly title: { readonly text: string; readonly language: string }
  readonly facts: {
    readonly engine: string
    readonly parameters: string
    readonly certificate: string
    readonly inputRoot: string
  } | null
}

const STEPS = [
  ...['votes', 'positions', 'groups', 'steady', 'between', 'unclear'],
  ...['common', 'second', 'divisive', 'words', 'slate', 'next', 'limits'],
]

/** How a result is made, in plain words; under it what lets anybody make it again. */
export function MethodPage({ page, slug, title, facts }: MethodProps) {
  const { say } = page
  return (
    <Layout page={page} title={say('method.title')} description={say('method.lead')}>
      <p class="crumb">
        <a href={href(page, `/dialogues/${slug}/result`)}>
          <InLanguage language={title.language}>{title.text}</InLanguage>
        </a>
      </p>
      <h1>{say('method.title')}</h1>
      <p class="lead">{say('method.lead')}</p>
      {STEPS.map((step) => (
        <section id={step}>
          <h2>{say(`method.${step}.title`)}</h2>
          <p>{say(`method.${step}.text`)}</p>
        </section>
      ))}
      {facts === null ? null : (
        <section class="card">
          <h2>{say('method.again')}</h2>
          <p>{say('method.again.how')}</p>
          <p class="proof">npm run -s passerelle -- analyse folder --json</p>
          <dl class="facts">
            <dt>{say('method.engine')}</dt>
            <dd class="proof">{facts.engine}</dd>
            <dt>{say('method.parameters')}</dt>
            <dd class="proof">{facts.parameters}</dd>
            <dt>{say('method.input')}</dt>
            <dd class="proof">{facts.inputRoot}</dd>
            <dt>{say('result.certificate')}</dt>
            <dd class="proof">{facts.certificate}</dd>
          </dl>
        </section>
      )}
    </Layout>
  )
}
