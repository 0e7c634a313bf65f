/**
 * The quick exit: the link in the header, and Escape pressed three times within two seconds. Runs as a plain script in the head, so that it
 * is there before the page is. It asks nobody for anything before it leaves.
 *
 * The page that is left gives its place in the tab's history away; pages before it cannot be taken out of the history, so whoever comes back
 * to one of them by the back button is led away again, until an address of this hub is opened anew.
 */
{
  const script = document.currentScript
  const { to = 'about:blank', title = '', own } = script instanceof HTMLElement ? script.dataset : {}
  const LEFT = 'left'
  const TIMES = 3
  const WITHIN_MS = 2000
  let pressed: readonly number[] = []

  /** A browser that keeps nothing for this hub throws where another answers. */
  const kept = <Answer>(ask: () => Answer, otherwise: Answer): Answer => {
    try {
      return ask()
    } catch {
      return otherwise
    }
  }

  const leave = (): void => {
    document.title = title
    document.documentElement.hidden = true
    document.body?.remove()
    kept(() => {
      localStorage.clear()
      sessionStorage.clear()
      sessionStorage.setItem(LEFT, '1')
    }, undefined)
    // The list of guests that a device at the door keeps for hours without network (check-in.ts).
    kept(() => void caches.delete('check-in').catch(() => false), undefined)
    location.replace(to)
  }

  const signOut = (button: HTMLElement): void => {
    const { signOut: address = '', seal = '' } = button.dataset
    navigator.sendBeacon(address, new URLSearchParams({ _form: seal }))
  }

  const hasLeft = (): boolean => kept(() => sessionStorage.getItem(LEFT) !== null, false)

  document.addEventListener('click', (event) => {
    const control = event.target instanceof Element ? event.target.closest('.leave > *') : null
    if (!(control instanceof HTMLElement)) return
    event.preventDefault()
    if (control.dataset['signOut'] !== undefined) signOut(control)
    leave()
  })

  document.addEventListener('keydown', ({ key, repeat, isComposing, timeStamp }) => {
    if (key !== 'Escape') {
      pressed = []
      return
    }
    if (repeat || isComposing) return
    pressed = [...pressed, timeStamp].slice(-TIMES)
    if (pressed.length === TIMES && timeStamp - (pressed[0] ?? 0) <= WITHIN_MS) leave()
  })

  document.addEventListener('DOMContentLoaded', () => {
    for (const control of document.querySelectorAll<HTMLElement>('.leave > [hidden]')) control.hidden = false
  })

  // A page that the browser kept whole and shows again was drawn for whoever sat here then.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted && hasLeft()) leave()
    else if (persisted && own !== undefined) location.reload()
  })

  const [came] = performance.getEntriesByType('navigation')
  const back = came instanceof PerformanceNavigationTiming && came.type === 'back_forward'
  if (back && hasLeft()) leave()
  else kept(() => sessionStorage.removeItem(LEFT), undefined)
}

export {}
