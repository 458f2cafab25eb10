/** On a phone the navigation is behind the menu button. */
const button = document.querySelector<HTMLButtonElement>('.top .menu');
button?.addEventListener('click', () => {
  const isOpen = document.body.classList.toggle('menu-open');
  button.setAttribute('aria-expanded', String(isOpen));
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || button === null) return;
  document.body.classList.remove('menu-open');
  button.setAttribute('aria-expanded', 'false');
});

export {};
