WHO = "our queue"
