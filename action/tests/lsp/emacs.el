;; What a user does, without a window: opens two files, waits for their findings, applies a fix and saves.

(package-initialize)
(require 'eglot)
(require 'flymake)
(load-file "init.el")
(setq eglot-sync-connect 30)

(defun told ()
  "The messages of the findings in this buffer."
  (mapcar #'flymake-diagnostic-text (flymake-diagnostics)))

(defun wait-for (what)
  "Waits until a finding says WHAT."
  (let ((end (+ (float-time) 30)))
    (while (not (seq-some (lambda (text) (string-match-p (regexp-quote what) text)) (told)))
      (when (> (float-time) end) (error "no %s among %S" what (told)))
      (flymake-start)
      (accept-process-output nil 0.1))))

(defun edit-file (file)
  "Opens FILE as `M-x eglot' does."
  (find-file file)
  (apply #'eglot--connect (eglot--guess-contact))
  (flymake-mode 1))

(edit-file "compose.yaml")
(wait-for "Service \"web\" runs privileged")

(edit-file "app/Dockerfile")
(wait-for "EXPOSE cannot map 8080:80")
(goto-char (point-min))
(search-forward "8080")
(let* ((actions (eglot-code-actions (point) (point) nil nil))
       (fix (seq-find (lambda (action) (string-prefix-p "Fix: " (plist-get action :title))) actions)))
  (eglot--apply-workspace-edit (plist-get fix :edit) nil))
(save-buffer)
