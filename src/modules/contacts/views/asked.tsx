import { Form } from '../../../web/fields.tsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { address, href, type Page } from '../../../web/page.ts'
import { dayInWords } from '../../../web/time.tsx'

type Props = {
  readonly page: Page
  readonly link: string
  readonly number: string
  readonly state: 'waiting' | 'taken' | 'closed'
  readonly overdue: boolean
  readonly answerBy: string
  readonly answer: string
  readonly language: string
  readonly fresh: boolean
}

/** What became of a question, for whoever holds its link. What was asked is not shown: others may look at the screen. */
export function AskedPage({ page, link, number, state, overdue, answerBy, answer, language, fresh }: Props) {
  const { say } = page
  return (
    <Layout page={page} title={say('asked.title', { number })} index={false}>
      <h1>{say('asked.title', { number })}</h1>
      {fresh ? <p class="done">{say('asked.done')}</p> : null}
      <p class={overdue ? 'status late' : 'status'}>
        <strong>{say(overdue ? 'asked.overdue' : `asked.${state}`)}</strong>{' '}
        {state === 'closed' ? null : say('asked.by', { day: dayInWords(page, answerBy) })}
      </p>
      {answer === '' ? null : (
        <section aria-labelledby="answer">
          <h2 id="answer">{say('asked.answer')}</h2>
          <InLanguage as="div" language={language} class="prose">
            {answer}
          </InLanguage>
        </section>
      )}
      <p>{say('asked.keep')}</p>
      <p class="proof" dir="ltr">
        {address(page, `/contact/asked/${link}`)}
      </p>
      <p class="actions">
        <a class="button quiet" href={href(page, `/contact/by-hand?link=${encodeURIComponent(`/contact/asked/${link}`)}`)}>
          {say('asked.receipt')}
        </a>
      </p>
      <Form page={page} action={href(page, `/contact/asked/${link}/withdrawal`)}>
        <p class="quiet">{say('asked.withdraw.what')}</p>
        <button class="danger">{say('asked.withdraw')}</button>
      </Form>
    </Layout>
  )
}

export function WithdrawnPage({ page }: { page: Page }) {
  const { say } = page
  return (
    <Layout page={page} title={say('asked.withdrawn')} index={false}>
      <h1>{say('asked.withdrawn')}</h1>
      <p class="lead">{say('asked.withdrawn.what')}</p>
      <p class="actions">
        <a class="button quiet" href={href(page, '/contact')}>
          {say('contact.title')}
        </a>
      </p>
    </Layout>
  )
}
