import { Form, ProblemNote, TextArea } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { CopyText } from '../../../web/copy-text.tsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { dayInWords } from '../../../web/time.tsx'
import type { OwnElsewhere } from '../queries/elsewhere.ts'
import { dayIn } from '../rules.ts'

export type Own = {
  readonly id: string
  readonly title: string
  readonly asked: boolean
  readonly closes: string
  readonly votingOpens: string
  readonly votingCloses: string
}
type OwnProps = {
  readonly page: Page
  /** `client`: where its owner votes; `language`: of its title. */
  readonly own: readonly (Own & { readonly client: string; readonly language: string })[]
  /** Of dialogues on other hubs. */
  readonly elsewhere: OwnElsewhere
  readonly request: string
  readonly answer: string | null
  readonly problem: Problem | undefined
}

export const FetchScript = () => <script type="module" src="/voice/fetch.js"></script>

/** Nothing can be asked for any more after the last of the days, which moves on as long as too few have asked. */
export const sentenceFor = ({ now }: Page, { asked, closes }: Own): string =>
  asked ? 'credentials.own.asked' : closes < dayIn(now) ? 'credential.window-over' : 'credentials.own.not-asked'

/** For whoever holds the account: what was fetched for them, which says nothing of whether they vote. */
export function OwnPage({ page, own, elsewhere, request, answer, problem }: OwnProps) {
  const { say } = page
  return (
    <Layout page={page} title={say('credentials.own')} index={false}>
      <h1>{say('credentials.own')}</h1>
      <p class="lead">{say('credentials.own.lead')}</p>
      <ProblemNote page={page} problem={problem} />
      {answer === null ? null : (
        <div class="done" role="status">
          <p>{say('credentials.copy.answer')}</p>
          <CopyText say={say} text={answer} />
        </div>
      )}
      {own.length + elsewhere.length === 0 ? <p class="empty">{say('credentials.own.none')}</p> : null}
      {own.length === 0 ? null : (
        <ul class="rows">
          {own.map((one) => (
            <li>
              <InLanguage as="h2" language={one.language}>
                {one.title}
              </InLanguage>
              <p>{say(sentenceFor(page, one))}</p>
              <p class="quiet">
                {say('credentials.days', {
                  closes: dayInWords(page, one.closes),
                  from: dayInWords(page, one.votingOpens),
                  until: dayInWords(page, one.votingCloses),
                })}
              </p>
              <p>
                <a class="button" href={one.client}>
                  {say('credentials.open-client')}
                </a>
              </p>
            </li>
          ))}
        </ul>
      )}
      {own.length === 0 ? null : <FetchScript />}
      {elsewhere.map(({ title, hub, closes, asked }) => (
        <p>
          {say('credentials.elsewhere', { title, hub, closes: dayInWords(page, closes) })} {asked ? say('credentials.own.asked') : null}
        </p>
      ))}
      <section aria-labelledby="copying">
        <h2 id="copying">{say('credentials.copy')}</h2>
        <p>{say('credentials.copy.lead')}</p>
        <Form page={page} action={href(page, '/me/credentials')} label={say('credentials.copy')}>
          <TextArea name="request" label={say('credentials.copy.request')} value={request} rows={4} problem={problem} required />
          <p class="actions">
            <button>{say('credentials.copy.ask')}</button>
          </p>
        </Form>
      </section>
      <p>
        <a href={href(page, '/hidden-participation')}>{say('hidden.more')}</a>
      </p>
    </Layout>
  )
}
