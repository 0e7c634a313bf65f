import { Form } from '../../../web/fields.tsx'
import { href, type Page } from '../../../web/page.ts'
import { dayInWords } from '../../../web/time.tsx'
import type { State } from '../queries/state.ts'

/** Letters came back: why none is sent now, and how to begin again. */
export function StoppedNote({ page, stopped }: { page: Page; stopped: State['stopped'] }) {
  const { say } = page
  if (stopped === null) return null
  const day = dayInWords(page, stopped.on)
  return (
    <div class="note">
      <p>{stopped.why === 'nobody' ? say('stopped.nobody', { day }) : say('stopped.refused', { day })}</p>
      <p>
        {say('stopped.how')} <a href={href(page, '/me')}>{say('stopped.address')}</a>
      </p>
      <Form page={page} action={href(page, '/notices/resumption')}>
        <button class="quiet">{say('stopped.resume')}</button>
      </Form>
    </div>
  )
}
