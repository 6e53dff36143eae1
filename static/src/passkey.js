// Only a script can ask the browser for a passkey. Authenticator apps and codes work without this file.
const button = document.querySelector("[data-passkey]");

async function ask() {
  const options = JSON.parse(document.getElementById("passkey-options").textContent);
  const credential = options.creation_options
    ? await window.webauthnJSON.create(options.creation_options)
    : await window.webauthnJSON.get(options.request_options);
  const field = document.getElementById(button.dataset.passkey);
  field.value = JSON.stringify(credential);
  field.form.submit();
}

if (button) {
  const failed = document.getElementById("passkey-failed");
  button.hidden = false;
  button.addEventListener("click", () => {
    failed.hidden = true;
    ask().catch(() => {
      failed.hidden = false;
    });
  });
}
