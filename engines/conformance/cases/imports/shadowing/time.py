WHO = "our time"
